"""Recognition of incubators in the demonstration: one refused and one taken back years ago, one returned to be corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases import services
from zhiwei.platform.bases.models import Kind
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.paying import proof, step, viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import create_subject

TYPE = "incubator_recognition"


def write(said: Mapping[str, Any], registered: Mapping[str, Subject]) -> int:
    """Make them; gives the number of applications. Before anybody enters a recognition of the first incubator."""
    first = registered["base-1"]
    with clock.stopped(said["refused"]["applied"]):
        case = _applied(said, first)
    with clock.stopped(said["refused"]["decided"]):
        step(viewer("county"), case, "recommend")
        step(viewer("province"), case, "refuse", reason=said["refused"]["reason"])
    with clock.stopped(said["withdrawn"]["applied"]):
        step(viewer("incubator"), _applied(said, first), "withdraw")
    young = _young(said["young"], registered)
    today, returned = clock.today(), said["returned"]
    with clock.stopped(today + timedelta(days=returned["applied"])):
        case = _applied(said, young)
    with clock.stopped(today + timedelta(days=returned["back"])):
        step(viewer("county"), case, "return", defects=returned["defects"])
    return Case.objects.filter(type=TYPE).count()


def _applied(said: Mapping[str, Any], subject: Subject) -> Case:
    return cases.open_case(
        viewer("incubator"), TYPE, subject, key=f"demo/incubator/{subject.pk}/{clock.today()}", origin="applicant",
        content=said["application"], documents={"papers": proof("孵化资金和投融资证明")},
    )  # fmt: skip


def _young(one: Mapping[str, Any], registered: Mapping[str, Subject]) -> Subject:
    """The incubator that opened lately, with some firms that reside nowhere else."""
    opened: date = one["opened"]
    subject = create_subject(
        SYSTEM, entity="base", name=one["name"], division=one["division"], founded_on=opened, received_on=opened,
        personal_name=False, organisation=registered["incubator-1"].organisation,
    )  # fmt: skip
    base = services.register_base(
        SYSTEM, subject, kind=Kind.INCUBATOR, investor="private", area=one["area"], floors=one["floors"],
        opened_on=opened, boundary=one["boundary"], industry=one["industry"],
    )  # fmt: skip
    firms = Subject.objects.filter(
        entity="enterprise", division=one["division"], state=Subject.State.ACTIVE, personal_name=False,
        residencies=None, founded_on__lte=one["moved_in"],
    ).exclude(legal_form="individual_business")  # fmt: skip
    for firm in firms.order_by("-founded_on", "pk")[: one["residents"]]:
        services.move_in(SYSTEM, base, firm, on=one["moved_in"], area=one["rented"])
    return subject
