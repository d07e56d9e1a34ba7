"""One step in many orders of an agency: vouchers found false together are doubted, decided or dismissed in one act.

Each order is a step of its own case, booked alone or not at all; what is refused is told, and stops none of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.services import queries, rules
from zhiwei.platform.services.models import Order
from zhiwei.platform.subjects.models import Subject

STEPS = ("doubt", "claim", "dismiss", "unsettle")
"""The steps by which officials correct what was settled, in the order in which pages offer them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order: taken now, taken before by the same click, or refused for a reason."""

    order: Order
    new: bool
    why: str = ""


def correct(
    viewer: Viewer, agency: Subject, step: str, chosen: Sequence[tuple[UUID, int]], content: Mapping[str, Any]
) -> list[Outcome]:
    """Take a step of :data:`STEPS` in the chosen orders of an agency, each as it was at the revision that the page showed.

    Sent again it does nothing twice. Orders of another agency, or that the viewer may not see, are left out.
    """
    seen = queries.orders_of_divisions(viewer).filter(
        agency=agency, pk__in=[key for key, _revision in chosen]
    )
    orders = {one.pk: one for one in seen}
    found = [_each(viewer, orders[key], step, revision, content) for key, revision in chosen if key in orders]
    taken, refused = sum(one.new for one in found), sum(bool(one.why) for one in found)
    if taken:
        places = {one.order.case.division for one in found if one.new}
        detail = {
            "type": rules.TYPE, "step": step, "subject": str(agency.pk), "count": taken, "failed": refused,
            "content": dict(content),
        }  # fmt: skip
        log.record(
            viewer, "services.correct", kind="subject", key=str(agency.pk), detail=detail, permission="cases.act",
            division=places.pop() if len(places) == 1 else "",
        )  # fmt: skip
    return found


def _each(viewer: Viewer, order: Order, step: str, revision: int, content: Mapping[str, Any]) -> Outcome:
    new = order.case.revision == revision
    try:
        cases.act(viewer, order.pk, step, revision=revision, content=content)
    except Refused as refused:
        return Outcome(order, new=False, why=str(refused))
    except PermissionDenied:
        return Outcome(order, new=False, why=_("这一步不由您办理"))
    return Outcome(order, new)
