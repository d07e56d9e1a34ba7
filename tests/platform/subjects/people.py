"""Viewers and subjects that the room's tests are made of."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from zhiwei.law.identifiers import organisation_check, registration_check, uscc_check
from zhiwei.platform.accounts.models import Membership, Organisation, User
from zhiwei.platform.accounts.queries import viewer as viewer_for
from zhiwei.platform.accounts.viewer import SYSTEM, Role, Viewer
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import create_subject

XIHU, YIWU, HANGZHOU, ZHEJIANG = "330106", "330782", "330100", "330000"


def user(role: Role, division: str = "", organisation: Organisation | None = None, name: str = "") -> User:
    """A user with one role, by password ``a long enough word``."""
    name = name or f"{role}-{division or uuid.uuid4().hex[:6]}"
    found = User.objects.create_user(name, "a long enough word", display_name=name)
    firm = role in (Role.OWNER, Role.ACCOUNTANT)
    organisation = organisation or Organisation.objects.create(
        kind="enterprise" if firm else "department", name=f"{name}单位", division=division
    )
    Membership.objects.create(
        user=found, organisation=organisation, role=role, division=division, from_day=date(2012, 1, 1)
    )
    return found


def viewer(role: Role, division: str = "", organisation: Organisation | None = None) -> Viewer:
    """The viewer of such a user."""
    return viewer_for(user(role, division, organisation))


def subject(name: str = "杭州晨光五金制品有限公司", division: str = XIHU, **more: Any) -> Subject:
    """A registered enterprise."""
    more.setdefault("legal_form", "limited_company")
    more.setdefault("entity", "enterprise")
    more.setdefault("received_on", date(2012, 1, 4))
    return create_subject(SYSTEM, name=name, division=division, **more)


def uscc(serial: int, division: str = XIHU) -> str:
    """A valid unified social credit code for a serial number."""
    body = f"{serial:08d}"
    first = f"91{division}{body}{organisation_check(body)}"
    return first + uscc_check(first)


def registration_number(serial: int, division: str = XIHU) -> str:
    """A valid 15-digit registration number for a serial number."""
    body = f"{division}{serial:08d}"
    return body + registration_check(body)
