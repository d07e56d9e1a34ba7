"""Filings and officials that the room's tests are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.platform.accounts import people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.decisions import endings, services
from zhiwei.platform.decisions.models import Filing

XIHU, YIWU, HANGZHOU, ZHEJIANG = "330106", "330782", "330100", "330000"


def content(**changes: Any) -> dict[str, Any]:
    """A decision of 西湖区 to reward half of the local contribution (27.2), from 2012 to 2015."""
    return {
        "division": XIHU, "sentence": "27.2", "document": "西政发〔2012〕18号", "title": "关于扶持小微企业的实施意见",
        "issued_on": date(2012, 5, 2), "fills": {"reward_share": "0.5"}, "declines": False,
        "from_day": date(2012, 1, 1), "to_day": date(2015, 12, 31), **changes,
    }  # fmt: skip


def official(division: str = XIHU, role: Role = Role.COUNTY) -> User:
    """An official of a division."""
    return people.official(role, division)


def viewer(division: str = XIHU, role: Role = Role.COUNTY) -> Viewer:
    """His viewer."""
    return people.viewer(official(division, role))


def submitted(maker: Viewer, **changes: Any) -> Filing:
    """A filing handed over for the check."""
    filing = services.draft(maker, content(**changes))
    return services.submit(maker, filing.pk, revision=filing.revision)


def in_effect(**changes: Any) -> Filing:
    """A filing that two officials of its division brought into effect."""
    division = changes.get("division", XIHU)
    role = (
        Role.COUNTY if not division.endswith("00") else Role.CITY if division != ZHEJIANG else Role.PROVINCE
    )
    filing = submitted(viewer(division, role), **changes)
    return services.approve(viewer(division, role), filing.pk, revision=filing.revision)


def ended(filing: Filing, reason: str = "误报", lapses_from: date | None = None) -> Filing:
    """A decision in effect that two officials of its division ended."""
    maker, checker = viewer(filing.division), viewer(filing.division)
    one = endings.propose(maker, filing.pk, reason, revision=filing.revision, lapses_from=lapses_from)
    return endings.agree(checker, one.pk)
