"""Volunteer experts in the demonstration: a year of sessions and questions, some of which nobody answered in time."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import Membership, Organisation, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.people import SINCE
from zhiwei.platform.experts import services
from zhiwei.platform.experts.anonymous import masked
from zhiwei.platform.experts.models import Expert, Question
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

TYPE = "expert_question"
AHEAD = 14
"""Days before a session on which it is opened and booked."""
GROUP = "浙江省中小企业专家服务团（示例）"


def write() -> int:
    """Make experts, sessions and questions in the order of their days; gives the number of questions."""
    data, today = read("advice"), clock.today()
    experts = [_expert(one) for one in data["experts"]]
    for one in data["sessions"]:
        _session(one, experts[one["by"] - 1], today)
    for number, one in enumerate(sorted(data["questions"], key=lambda q: int(q["day"]))):
        _question(one, experts, today, number)
    cases.tick(clock.now(), type_id=TYPE)
    return Question.objects.count()


def _expert(one: dict[str, Any]) -> Expert:
    """Somebody of the register; only the first logs in, the others are made without a password."""
    if "username" in one:
        user = User.objects.get(username=one["username"])
    else:
        user = User.objects.create(
            username=f"adviser-{one['fields'][0]}", password="!", display_name=one["name"]
        )
        group = Organisation.objects.filter(name=GROUP).first()
        assert group is not None  # made with the log-ins
        Membership.objects.create(
            user=user, organisation=group, role=Role.EXPERT, from_day=SINCE, source="demo"
        )
    return services.register(
        SYSTEM, user, background=one["background"], division=one["division"], fields=one["fields"],
        introduction=one["introduction"],
    )  # fmt: skip


def _owner(username: str) -> tuple[Viewer, Subject]:
    """An owner's viewer and firm."""
    viewer = accounts.viewer(User.objects.get(username=username))
    return viewer, Subject.objects.get(entity="enterprise", organisation__in=viewer.organisation_ids)


def _session(one: dict[str, Any], expert: Expert, today: date) -> None:
    day = today + timedelta(days=one["day"])
    adviser = accounts.viewer(expert.user)
    with clock.stopped(min(day - timedelta(days=AHEAD), today)):
        made = services.open_session(
            SYSTEM, expert, channel=one["channel"], field=one["field"], division=one["division"], topic=one["topic"],
            place=one["place"], day=day, begins=time.fromisoformat(one["begins"]), ends=time.fromisoformat(one["ends"]),
            seats=one.get("seats"), minutes=one.get("minutes"),
        )  # fmt: skip
        slots, booked = list(made.slots.all()), []
        for slot, wanted in zip(slots, one.get("bookings", ()), strict=False):
            viewer, firm = _owner(wanted["owner"])
            booking = services.book(
                viewer, firm, slot, need=wanted["need"], difficulty=wanted.get("difficulty", "")
            )
            booked.append((viewer, booking, wanted))
    for viewer, booking, wanted in booked:
        if "came" not in wanted:
            continue
        with clock.stopped(day + timedelta(days=1)):
            services.close(adviser, booking, came=wanted["came"])
            if "grade" in wanted:
                services.rate(viewer, booking, grade=wanted["grade"], remark=wanted.get("remark", ""))
    if "cancelled" in one:
        services.cancel_session(adviser, made, one["cancelled"])


def _question(one: dict[str, Any], experts: list[Expert], today: date, number: int) -> None:
    viewer, firm = _owner(one["owner"])
    content = {name: one[name] for name in ("field", "title", "question")}
    content |= {name: one[name] for name in ("difficulty", "agrees") if one.get(name)}
    asked = today + timedelta(days=one["day"])
    with clock.stopped(asked):
        case = cases.open_case(
            viewer, TYPE, firm, key=f"demo/question/{number}", origin="applicant", content=content
        )
    if "answered" not in one:
        for day in range(one["day"] + 1, 1):  # the ladder, day by day
            with clock.stopped(today + timedelta(days=day)):
                cases.tick(clock.now(), type_id=TYPE)
        return
    with clock.stopped(today + timedelta(days=one["answered"])):
        adviser = accounts.viewer(experts[one["by"] - 1].user)
        held = Case.objects.get(pk=case.pk)
        cases.act(adviser, case.pk, "answer", revision=held.revision, content={"answer": one["answer"]})
        if "grade" in one:
            cases.rate(viewer, case.pk, grade=one["grade"], text="")
        if one.get("public"):
            question = Question.objects.get(pk=case.pk)
            words = {"title": one["title"], "text": one["question"], "answer": one["answer"]}
            services.publish(adviser, question, **{name: masked(firm, said) for name, said in words.items()})
