"""Who decided, who checked, how late and how often anew: on the case for who may see names, in the list for who audits."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from tests.platform.accounts import people
from tests.platform.cases.test_objections import OBJECTION
from tests.platform.cases.test_pages import browser, text
from tests.platform.cases.test_steps import DAY, later, published
from tests.platform.cases.trial import XIHU, official, owner_of, viewer
from tests.platform.ledger import world
from zhiwei.platform.accounts import tasks
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import queries, services
from zhiwei.platform.cases.hands import late_days, with_hands, with_trait
from zhiwei.platform.cases.models import Case, Clock, Notice
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger

pytestmark = pytest.mark.django_db


def _list(query: str) -> list[dict[str, str]]:
    """The rows of the officials' list as an auditor takes it."""
    auditor = official(Role.AUDITOR)
    answer = browser(auditor).get(f"/office/cases/?{query}&export=csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[arg-type]


def test_officials_read_names_and_the_firm_and_the_public_offices_alone() -> None:
    with clock.stopped(DAY):
        case = published()
        said = services.object_to(viewer(), Notice.objects.get().pk, **OBJECTION)
        who = people.official(Role.COUNTY, XIHU, "王珂")
        services.answer_objection(people.viewer(who), said.pk, upheld=False, answer="核对无误")
    county = text(browser(official()).get(f"/office/cases/{case.pk}/"))
    assert "<b>异议不成立</b> · 王珂，县级经办330106（县级经办）" in county
    own = queries.timeline(case)
    told = next(event for event in own if event.text == "异议不成立")
    assert told.by == "县级经办330106（县级经办）"
    assert "王珂" not in text(browser().get("/notices/objections/", {"number": said.number}))
    owner = owner_of(case.subject)
    assert not any("王珂" in event.by for event in queries.timeline(case, names=owner.covers(case.division)))


def test_a_step_of_the_installation_names_the_run_it_belongs_to() -> None:
    with clock.stopped(DAY):
        case = published()
    with clock.stopped(later(8)):
        services.tick()
    last = queries.timeline(Case.objects.get(pk=case.pk))[-1]
    assert (last.text, last.by) == ("公示期满", "系统（公示期满和期限到期的自动办理）")
    assert Act.objects.order_by("-seq")[0].office == "公示期满和期限到期的自动办理"
    with tasks.working_on("夜间核算，浙江省，2012-12-31"), tasks.working_on("其他"):
        assert SYSTEM.office == "夜间核算，浙江省，2012-12-31"
    assert SYSTEM.office == ""


def test_the_list_tells_handler_checker_end_lateness_and_how_often_anew() -> None:
    with clock.stopped(DAY):
        case = published()
    row = next(one for one in _list("list=all") if one["编号"] == case.number)
    steps = {step.transition: str(step.by) for step in case.steps.exclude(by=None)}
    assert (row["经办人"], row["复核人"]) == (steps["check"], steps["publish"])
    assert (row["办结日"], row["超期天数"], row["重新核定次数"]) == ("", "", "0")
    assert [_list(f"list=all&trait={trait}") for trait in ("one", "system", "anew")] == [[], [], []]
    case.steps.filter(transition="publish").update(by=case.steps.get(transition="check").by)
    assert [one["编号"] for one in _list("list=all&trait=one")] == [case.number]
    first = case.steps.get(transition="check")
    case.steps.filter(transition="publish").update(receipt=first.receipt, to_state=first.to_state)
    assert [one["重新核定次数"] for one in _list("list=all&trait=anew")] == ["1"]


def test_lateness_is_that_of_the_worst_clock_also_after_the_end() -> None:
    with clock.stopped(DAY):
        case = published()
        Clock.objects.all().delete()
        Clock.objects.create(
            case=case, name="decide", days=5, unit="calendar", state=Clock.State.LAPSED, since=DAY, started_on=DAY,
            lapsed_on=DAY, ended_on=DAY + timedelta(days=3),
        )  # fmt: skip
        found = with_hands(with_trait(Case.objects.all(), "late")).get()
        assert late_days(found) == 3
        Clock.objects.update(state=Clock.State.MET, lapsed_on=None, due_on=DAY + timedelta(days=9))
        assert not with_trait(Case.objects.all(), "late").exists()
        assert late_days(with_hands(Case.objects.all()).get()) is None


def test_the_page_shows_these_columns_to_who_looks_back() -> None:
    with clock.stopped(DAY):
        published()
    seen = official(Role.AUDITOR)
    assert "重新核定次数" in text(browser(seen).get("/office/cases/?list=all"))
    assert "重新核定次数" not in text(browser(seen).get("/office/cases/?list=open"))


def _of_the_system(case: Case) -> Case:
    """The case as if the installation had taken every step."""
    case.steps.update(by=None)
    return case


def _traits() -> dict[str, int]:
    """How many cases each of the traits of hands finds."""
    return {trait: with_trait(Case.objects.all(), trait).count() for trait in ("system", "one", "both")}


def test_who_answered_an_objection_had_a_hand_in_the_case() -> None:
    with clock.stopped(DAY):
        case = _of_the_system(published())
        assert _traits() == {"system": 1, "one": 0, "both": 0}
        said = services.object_to(viewer(), Notice.objects.get().pk, **OBJECTION)
        who = people.official(Role.COUNTY, XIHU, "沈余")
        services.answer_objection(people.viewer(who), said.pk, upheld=False, answer="核对无误")
    assert _traits() == {"system": 0, "one": 1, "both": 0}
    row = next(one for one in _list("list=all&trait=one") if one["编号"] == case.number)
    assert (row["经办人"], row["其他经手人"]) == ("沈余", "处理异议：沈余")


def test_who_saw_to_the_payment_is_counted_and_named_and_two_links_by_one_are_found() -> None:
    with clock.stopped(DAY):
        case = published()
        first = case.steps.get(transition="check").by
        assert first is not None
        people.member(first, Role.FINANCE, XIHU)
        maker = people.official(Role.FINANCE, XIHU, "周会")
        there = world.fund(
            1000 * world.YUAN, budget_year=2013, from_day=date(2013, 1, 1), to_day=date(2013, 12, 31)
        )
        ledger.give_account(
            SYSTEM,
            case.subject,
            holder=case.subject.name,
            bank="中国工商银行杭州分行",
            number="1202020212345678",
        )
        held = world.committed(there, 300 * world.YUAN, subject=case.subject, case=str(case.pk))
        made = ledger.make_payment_list(people.viewer(maker), there, [held], key="L")
        assert _traits() == {"system": 0, "one": 0, "both": 0}
        ledger.approve_list(people.viewer(first), made, revision=1)
        line = made.lines.get()
        ledger.confirm_paid(people.viewer(maker), made, [ledger.Paid(line.pk, DAY, "T1")])
        assert _traits() == {"system": 0, "one": 0, "both": 1}
        row = next(one for one in _list("list=all&trait=both") if one["编号"] == case.number)
        told = f"编制付款清单：周会；复核付款清单：{first}；登记银行结果：支付：周会"
        assert row["其他经手人"] == told
        events = {one.text: one.by for one in queries.timeline(case, names=True)}
        assert events[f"编制付款清单：{made.number}"].startswith("周会，")
        assert events[f"复核付款清单：{made.number}"].startswith(f"{first}，")
        assert events["登记银行结果：支付：300 元"].startswith("周会，")
        assert not any("周会" in one.by for one in queries.timeline(case))
        _of_the_system(case)
        assert _traits() == {"system": 0, "one": 0, "both": 0}


def test_who_only_reads_is_offered_no_workbook() -> None:
    assert "批量办理" not in text(browser(official(Role.AUDITOR)).get("/office/cases/"))
    assert "批量办理" in text(browser(official()).get("/office/cases/"))
