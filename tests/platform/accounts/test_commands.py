"""Commands for the room: the first administrators."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role

pytestmark = pytest.mark.django_db


def test_an_administrator_is_made_with_a_one_time_password() -> None:
    out = StringIO()
    call_command("make_administrator", "security_admin", "anquan", "--name", "安全员", stdout=out)
    name, password = out.getvalue().strip().split(": ")
    user = User.objects.get(username=name)
    assert user.check_password(password)
    assert user.must_change_password
    assert user.memberships.get().role == Role.SECURITY_ADMIN


def test_a_name_is_taken_once() -> None:
    call_command("make_administrator", "audit_admin", "shenji", "--name", "甲", stdout=StringIO())
    with pytest.raises(CommandError, match="已有同名用户"):
        call_command("make_administrator", "system_admin", "shenji", "--name", "乙", stdout=StringIO())


def test_others_are_not_made_here() -> None:
    with pytest.raises(CommandError, match="invalid choice: 'county'"):
        call_command("make_administrator", "county", "x", "--name", "甲")
