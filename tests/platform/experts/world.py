"""A county with a small firm, experts of its city and of the province, sessions of the three channels, questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from itertools import count
from typing import Any

from tests.platform.accounts import people
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.experts import services
from zhiwei.platform.experts.models import Expert, Question, Session, Slot
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import create_subject

XIHU, HANGZHOU, ZHEJIANG, YIWU = "330106", "330100", "330000", "330782"
DAY = date(2012, 11, 5)
"""A Monday; five working days later is Monday the 12th."""
LATER = date(2012, 11, 9)
"""The day of the sessions."""
_numbers = count(20_000)


def firm(size: str = "micro", division: str = XIHU) -> Subject:
    """A firm; its size stands as the register computed it."""
    name = f"杭州晨光{next(_numbers)}五金制品有限公司"
    organisation = Organisation.objects.create(kind="enterprise", name=name, division=division)
    made = create_subject(
        SYSTEM, entity="enterprise", name=name, division=division, legal_form="limited_company",
        organisation=organisation, contact={"person": "陈小满", "phone": "13957100000"},
    )  # fmt: skip
    Subject.objects.filter(pk=made.pk).update(size_class=size)
    made.refresh_from_db()
    return made


def of(subject: Subject) -> Viewer:
    """Its owner."""
    return people.viewer(people.owner(subject.organisation))


def official(role: Role = Role.COUNTY, division: str = XIHU) -> Viewer:
    """An official."""
    return people.viewer(people.official(role, division))


def expert(fields: Sequence[str] = ("finance",), division: str = HANGZHOU, name: str = "甄知") -> Expert:
    """Somebody with an account of an expert, taken into the group."""
    user = people.person(name)
    people.member(user, Role.EXPERT, organisation=people.organisation("浙江大学", kind="other"))
    return services.register(
        SYSTEM, user, background="scholar", division=division, fields=fields, introduction="银行贷款、担保"
    )


def as_expert(one: Expert) -> Viewer:
    """His viewer."""
    return people.viewer(one.user)


def session(by: Expert, channel: str = "clinic", **changes: Any) -> Session:
    """Nine to ten o'clock: two slots of half an hour, or two seats."""
    given: dict[str, Any] = {
        "channel": channel, "field": "finance", "division": XIHU, "topic": f"融资{channel}", "place": "文三路 1 号",
        "day": LATER, "begins": time(9), "ends": time(10), **changes,
    }  # fmt: skip
    given.setdefault("seats" if channel == "special" else "minutes", 2 if channel == "special" else 30)
    return services.open_session(as_expert(by), by, **given)


def slots(of_session: Session) -> list[Slot]:
    """Its slots in order."""
    return list(of_session.slots.all())


def asked(by: Subject, field: str = "finance", **more: Any) -> Question:
    """A question of a firm."""
    content = {
        "field": field,
        "title": "担保费能不能减",
        "question": "担保公司收百分之三，能不能减？",
        **more,
    }
    made = cases.open_case(
        of(by), "expert_question", by, key=f"question/{next(_numbers)}", origin="applicant", content=content
    )
    return Question.objects.select_related("case", "firm").get(pk=made.pk)


def step(viewer: Viewer, question: Question, name: str, /, **content: Any) -> Question:
    """Take a step of a question's case as it is now."""
    case = Case.objects.get(pk=question.pk)
    cases.act(viewer, case.pk, name, revision=case.revision, content=content)
    return now(question)


def now(question: Question) -> Question:
    """A question as it stands."""
    return Question.objects.select_related("case", "firm", "expert").get(pk=question.pk)
