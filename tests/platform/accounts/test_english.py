"""The room's pages in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from tests.platform.accounts.people import member, person
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.roles import Role

HAN = re.compile(r"[\u4e00-\u9fff]+")
ALLOWED = {"中文"}
"""The way back to the other language."""


@pytest.fixture(autouse=True)
def _back_to_chinese() -> Iterator[None]:
    """A request leaves its language to the thread; the next test is not to find it."""
    with translation.override("zh-hans"):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/",
        "/accounts/permissions/",
        "/accounts/users/new/",
        "/accounts/2fa/",
        "/accounts/forgotten/",
    ],
)
def test_no_chinese_is_left(client: Client, address: str) -> None:
    user = person("Wang Ke")
    member(user, Role.SECURITY_ADMIN)
    Organisation.objects.update(name="Platform")
    if address != "/accounts/login/":
        client.force_login(user)
    page = client.get(address, headers={"Accept-Language": "en"}).content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert set(HAN.findall(main)) <= ALLOWED
