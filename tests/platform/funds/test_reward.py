"""27.2 without application: found, shown to the public, confirmed with one click, paid, corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.platform.cases.trial import owner_of
from tests.platform.funds.world import (
    DAY,
    case_of,
    confirmed,
    correct,
    decided,
    firm,
    funded,
    listed,
    night,
    officer,
    pay,
    with_account,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import ANONYMOUS, SYSTEM
from zhiwei.platform.answers import receipts
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case, Notice, Step
from zhiwei.platform.cases.work import of_list
from zhiwei.platform.funds.programmes import last_year_end
from zhiwei.platform.funds.services import follow
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry, Fund
from zhiwei.platform.subjects.models import FactRecord, Subject

pytestmark = pytest.mark.django_db
OPENING, CLEARING = 16, 35
"""Statements by which a run opens a case (receipt, notice and audit with it), and clears it (verdict asked again, money
reserved under the fund's lock, audit)."""
REWARD = 9_600_00
"""Half of 19,200 yuan: the base at 300,000 yuan with a local share of 40 percent."""


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def test_a_run_opens_cases_for_the_entitled_and_says_why_others_got_none() -> None:
    decided()
    subject = firm(0, "300000.00")
    firm(1, "60000.00")
    firm(2, None)
    firm(3, "300000.01")
    firm(4, "200000.00", "330782")  # 义乌 decided nothing
    report = night()
    assert report["total"] == 5
    assert report["verdicts"] == {"entitled": 1, "not_entitled": 2, "undetermined": 1, "no_decision_filed": 1}
    assert report["deciding"] == {"income_above_reward_floor": 1, "small_low_profit": 1, "reward_share": 1}
    assert (report["steps"]["open"], report["due"], report["opened_fen"]) == (1, REWARD, REWARD)
    assert report["places"] == {"330100": [1, REWARD]}
    case = Case.objects.get()
    assert (case.subject, case.state, case.origin, case.as_of) == (
        subject,
        "published",
        "proactive",
        date(2012, 12, 31),
    )
    assert case.data["amount"] == REWARD
    assert case.receipt is not None
    assert receipts.check(case.receipt) == []


def test_a_run_and_a_step_know_only_what_was_received_by_their_day() -> None:
    decided()
    subject = firm(0, "300000.00")
    with clock.stopped(later(400)):
        correct(subject, "100000.00")
    assert night()["opened_fen"] == REWARD
    case = case_of(subject)
    receipt = case.receipt
    assert receipt is not None
    assert receipt.known_on == DAY
    assert receipt.record["subject"]["facts"]["taxable_income@2012"]["value"] == "300000.00"
    kind = casetypes.get("reward")
    asked = Context(SYSTEM, case, kind, next(iter(kind.transitions.values()))).answer
    assert asked.law.known_on == DAY
    assert asked.explanation["steps"]["taxable_income"]["value"] == "300000.00"
    with clock.stopped(later(400)):
        asked = Context(SYSTEM, case, kind, next(iter(kind.transitions.values()))).answer
        assert asked.explanation["steps"]["taxable_income"]["value"] == "100000.00"


def test_the_same_night_again_changes_nothing() -> None:
    decided()
    for number, income in enumerate(["300000.00", "100000.00", "50000.00"]):
        firm(number, income)
    night()
    before = (
        list(Case.objects.order_by("pk").values()),
        Step.objects.count(),
        Notice.objects.count(),
        Entry.objects.count(),
    )
    report = night()
    after = (
        list(Case.objects.order_by("pk").values()),
        Step.objects.count(),
        Notice.objects.count(),
        Entry.objects.count(),
    )
    assert after == before
    assert report["steps"] == {"unchanged": 2, "open": 0, "clear": 0, "follow": 0}
    assert Act.objects.filter(act="cases.open").count() == 2


def test_the_notice_shows_declared_and_verified_figures() -> None:
    decided()
    subject = firm(0, "300000.00")
    FactRecord.objects.create(
        subject=subject, name="taxable_income", period="2012", value="280000.00", source="self",
        received_on=date(2013, 4, 1), known_from=date(2013, 4, 1),
    )  # fmt: skip
    night()
    figures = {one["zh"]: (one["declared"], one["verified"]) for one in Notice.objects.get().figures}
    assert figures["应纳税所得额"] == ("280,000.00", "300,000.00")
    assert figures["奖励金额（元）"] == ("", "9,600.00")
    (industry,) = [one for one in Notice.objects.get().figures if "verified_en" in one]
    assert (industry["en"], industry["verified"], industry["verified_en"]) == (
        "industry class of the income tax law", "工业企业", "industrial enterprise",
    )  # fmt: skip


def cleared(fund: Fund | None = None, income: str = "300000.00") -> tuple[Subject, Fund]:
    """A firm whose notice is over, on the eighth day."""
    decided()
    subject = firm(0, income)
    fund = fund or funded()
    night()
    return subject, fund


def test_from_the_run_to_the_booked_yuan() -> None:
    subject, fund = cleared()
    assert books.balance(fund, Place.RESERVED) == 0
    with clock.stopped(later(6)):
        assert night()["steps"]["clear"] == 0
    with clock.stopped(later(7)):
        assert night()["steps"]["clear"] == 1
        case = case_of(subject)
        assert (case.state, books.balance(fund, Place.RESERVED)) == ("cleared", REWARD)
        promise = Commitment.objects.get()
        assert (promise.sentence, promise.basis_kind, promise.basis_key) == (
            "27.2",
            "tax_year",
            f"{subject.pk}/2012",
        )
        assert (promise.case, promise.receipt, promise.subject) == (str(case.pk), case.receipt_id, subject)
        with pytest.raises(Refused, match="还没有收款账户；请先登记收款账户"):
            cases.act(owner_of(subject), case.pk, "confirm", revision=case.revision)
        assert confirmed(subject).state == "ready"
        assert books.balance(fund, Place.COMMITTED) == REWARD
        pay(fund)
        case = case_of(subject)
        assert (case.state, case.ended_at is not None) == ("paid", True)
        assert (books.balance(fund, Place.PAID), books.balance(fund, Place.AVAILABLE)) == (
            REWARD,
            1_000_000_00 - REWARD,
        )
        assert cases.confirm_arrival(owner_of(subject), case.pk, answer="yes").answer == "yes"
        assert books.verify(fund) == []
    with clock.stopped(later(8)):
        assert night()["steps"] == {"unchanged": 1, "open": 0, "clear": 0, "follow": 0}


def test_without_a_fund_the_case_waits_and_the_report_says_so() -> None:
    decided()
    subject = firm(0, "300000.00")
    night()
    with clock.stopped(later(7)):
        report = night()
        assert report["waiting"] == [[str(case_of(subject).pk), "当地还没有可用于第 27.2 句的资金"]]
        assert case_of(subject).state == "published"
        fund = funded(fen=100)
        assert "可用资金" in night()["waiting"][0][1] or night()["waiting_count"] == 1
        ledger.appropriate(officer(Role.FINANCE), fund, REWARD, document="西财〔2013〕2号", key="more")
        assert night()["waiting_count"] == 0
        assert case_of(subject).state == "cleared"


def test_an_account_confirmed_before_needs_no_click() -> None:
    subject, _fund = cleared()
    own = with_account(subject)
    ledger.confirm_account(own, subject.bank_accounts.get())
    with clock.stopped(later(7)):
        report = night()
    assert (report["steps"]["clear"], report["steps"]["follow"]) == (1, 1)
    assert case_of(subject).state == "ready"


def test_a_correction_during_the_notice_begins_it_afresh() -> None:
    subject, _fund = cleared()
    with clock.stopped(later(3)):
        correct(subject, "160000.00")
        assert night()["steps"]["revise"] == 1
        case = case_of(subject)
        assert case.data["amount"] == 4_000_00  # half of 100,000 × 20 % × 40 %
        newest = Notice.objects.get(state="running")
        assert (newest.first_day, newest.figures[-1]["verified"]) == (later(3), "4,000.00")
    with clock.stopped(later(8)):
        assert night()["steps"]["clear"] == 0
    with clock.stopped(later(10)):
        assert night()["steps"]["clear"] == 1
        assert Commitment.objects.get().fen == 4_000_00


def test_a_correction_after_the_reserve_frees_the_money_first() -> None:
    subject, fund = cleared()
    with clock.stopped(later(7)):
        night()
        confirmed(subject)
        correct(subject, "60000.00")
        assert night()["steps"]["drop"] == 1
        case = case_of(subject)
        assert (case.state, case.data["amount"]) == ("dropped", None)
        assert (books.balance(fund, Place.COMMITTED), books.balance(fund, Place.AVAILABLE)) == (
            0,
            1_000_000_00,
        )
        correct(subject, "300000.00")
    with clock.stopped(later(8)):
        correct(subject, "300000.00")
        assert night()["steps"]["revive"] == 1
        assert case_of(subject).state == "published"
    with clock.stopped(later(15)):
        night()
        assert books.balance(fund, Place.COMMITTED) == REWARD  # the account is confirmed already
    held = Entry.objects.filter(fund=fund, kind="reserve").order_by("id")
    said = f"重新核定后预留；此前由“{fund}”预留或承诺的 {short(REWARD)} 元已释放"
    assert sorted(one.reason for one in held) == ["", said]


def test_while_the_bank_pays_nothing_is_taken_from_under_it() -> None:
    subject, fund = cleared()
    with clock.stopped(later(7)):
        night()
        confirmed(subject)
        made = listed(fund)
        correct(subject, "160000.00")
        report = night()
        assert report["refused"] == [
            [str(subject.pk), subject.name, "这笔承诺已列入付款清单，先取消清单或等银行回单"]
        ]
        assert case_of(subject).state == "ready"
        ledger.confirm_paid(
            officer(Role.FINANCE), made, [ledger.Paid(made.lines.get().pk, clock.today(), "流水1")]
        )
        assert case_of(subject).state == "paid"
        assert night()["steps"]["lower"] == 1
        assert case_of(subject).state == "overpaid"


def paid_case() -> tuple[Subject, Fund]:
    """A firm that got 4,000 yuan on an income of 160,000."""
    subject, fund = cleared(income="160000.00")
    with clock.stopped(later(7)):
        night()
        confirmed(subject)
        pay(fund)
    return subject, fund


def test_more_is_due_after_a_correction_and_is_paid_as_a_supplement() -> None:
    subject, fund = paid_case()
    with clock.stopped(later(20)):
        correct(subject, "300000.00")
        assert night()["steps"]["raise"] == 1
        assert case_of(subject).state == "published"
    with clock.stopped(later(27)):
        night()  # the notice is over, the account is known
        assert case_of(subject).state == "ready"
        first, second = Commitment.objects.order_by("part")
        assert (first.paid, second.committed, second.supplements_id) == (4_000_00, 5_600_00, first.pk)
        pay(fund)
        assert case_of(subject).state == "paid"
        assert books.balance(fund, Place.PAID) == REWARD
        assert night()["steps"] == {"unchanged": 1, "open": 0, "clear": 0, "follow": 0}


def test_less_is_due_after_a_correction_and_is_claimed_back_by_two_persons() -> None:
    subject, fund = paid_case()
    with clock.stopped(later(20)):
        correct(subject, "110000.00")
        assert night()["steps"]["lower"] == 1
        case = case_of(subject)
        first, second = officer(), officer()
        case = cases.act(first, case.pk, "propose", revision=case.revision)
        with pytest.raises(Refused, match="“核对后提出追回”由您办理，“复核属实，通知退回”须由另一人办理"):
            cases.act(first, case.pk, "claim", revision=case.revision, content={"reason": "所得税更正申报"})
        case = cases.act(
            second, case.pk, "claim", revision=case.revision, content={"reason": "所得税更正申报"}
        )
        assert books.balance(fund, Place.RECEIVABLE) == 2_000_00  # 4,000 paid, 2,000 due
        assert night()["steps"]["unchanged"] == 1
    with clock.stopped(later(25)):
        case = cases.act(
            officer(Role.FINANCE), case.pk, "refund", revision=case.revision, content={"document": "回单88"}
        )
        assert (case.state, books.balance(fund, Place.RETURNED), books.balance(fund, Place.PAID)) == (
            "refunded", 2_000_00, 2_000_00,
        )  # fmt: skip
        assert night()["steps"] == {"unchanged": 1, "open": 0, "clear": 0, "follow": 0}
        correct(subject, "160000.00")
        assert night()["steps"]["raise"] == 1


def test_facts_taken_back_change_nothing_until_they_are_there_again() -> None:
    subject, _fund = paid_case()
    with clock.stopped(later(20)):
        FactRecord.objects.filter(subject=subject, name="taxable_income").delete()
        assert night()["steps"] == {"unchanged": 1, "open": 0, "clear": 0, "follow": 0}


def test_an_objection_that_is_right_ends_the_case_and_a_run_does_not_revive_it() -> None:
    subject, _fund = cleared()
    said = cases.object_to(
        ANONYMOUS, Notice.objects.get().pk, person="王某", contact="0571-1", text="该户从事限制行业"
    )
    case = case_of(subject)
    assert not of_list(officer(), "todo").exists()
    with pytest.raises(Refused, match="没有成立的异议"):
        cases.act(officer(), case.pk, "reject", revision=case.revision, content={"reason": "属实"})
    cases.answer_objection(officer(), said.pk, upheld=True, answer="属实")
    assert list(of_list(officer(), "todo")) == [case]
    with clock.stopped(later(7)):
        assert night()["steps"]["clear"] == 0
    case = cases.act(officer(), case.pk, "reject", revision=case.revision, content={"reason": "属实"})
    assert case.state == "dropped"
    assert night()["steps"]["unchanged"] == 1


def test_a_decision_that_is_withdrawn_drops_what_was_not_paid() -> None:
    from tests.platform.decisions.papers import ended
    from zhiwei.platform.decisions.models import Filing

    subject, _fund = cleared()
    ended(Filing.objects.get())
    assert night()["steps"]["drop"] == 1
    assert case_of(subject).state == "dropped"


def test_the_ledger_moves_the_case_only_when_all_is_paid() -> None:
    subject, fund = cleared()
    with clock.stopped(later(7)):
        night()
        confirmed(subject)
        made = listed(fund)
        assert follow() == 0
        ledger.fail_paid(officer(Role.FINANCE), made, [ledger.Failed(made.lines.get().pk, "账号有误")])
        assert case_of(subject).state == "ready"
        pay(fund)
        assert case_of(subject).state == "paid"


def test_compiled_rules_say_the_same_of_every_subject(monkeypatch: pytest.MonkeyPatch) -> None:
    from zhiwei.platform.answers.laws import law
    from zhiwei.platform.answers.rulebook import current
    from zhiwei.platform.funds.surveying import Surveyor

    decided()
    incomes = ["300000.00", "300000.01", "60000.00", "60000.01", "123456.78", None]
    rows = [firm(number, income) for number, income in enumerate(incomes)] + [firm(9, "200000.00", "330782")]
    day_law = law(date(2012, 12, 31))
    found = [Surveyor(current(), day_law, "27.2", many=many).survey(rows)[0] for many in (False, True)]
    said = [[(one.verdict, one.fen, one.deciding) for one in each] for each in found]
    assert said[0] == said[1]
    assert said[0][0] == ("entitled", REWARD, "")
    assert said[0][4] == ("entitled", 2_538_27, "")  # (123,456.78 - 60,000) × 20 % × 40 % × 50 %, to the fen


def test_money_of_a_budget_that_is_over_is_the_offices_matter_and_not_the_firms() -> None:
    subject, fund = cleared()
    with clock.stopped(later(7)):
        night()
    with clock.stopped(date(2014, 3, 3)):
        assert confirmed(subject).state == "ready"
        assert books.balance(fund, Place.RESERVED) == REWARD
        report = night()
        assert report["refused"][0][1:] == [
            subject.name, "企业已确认账户，但预留资金的预算期间已过，当地今年还没有可用的资金",
        ]  # fmt: skip
        new = funded(year=2014)
        assert night()["refused_count"] == 0
        assert (books.balance(fund, Place.RESERVED), books.balance(new, Place.COMMITTED)) == (0, REWARD)
        pay(new)
        assert case_of(subject).state == "paid"
        assert books.verify(fund) == books.verify(new) == []


def test_an_account_confirmed_on_the_page_of_the_money_moves_the_case_though_the_budget_is_over(
    django_capture_on_commit_callbacks: Any,
) -> None:
    subject, _fund = cleared()
    with clock.stopped(later(7)):
        night()
    with clock.stopped(date(2014, 3, 3)):
        new = funded(year=2014)
        own = with_account(subject)
        with django_capture_on_commit_callbacks(execute=True):
            ledger.confirm_account(own, subject.bank_accounts.get())
        assert case_of(subject).state == "ready"
        assert books.balance(new, Place.COMMITTED) == REWARD


def test_a_run_is_offered_for_the_last_year_of_the_measure() -> None:
    offered = [last_year_end("reward", date(year, 11, 26)) for year in (2013, 2015, 2016, 2026)]
    assert offered == [date(year, 12, 31) for year in (2012, 2014, 2015, 2015)]


def _queries_of(count: int, act: Callable[[], object]) -> float:
    """Statements for each of some cases, over what an act costs without any."""
    with CaptureQueriesContext(connection) as first:
        act()
    with CaptureQueriesContext(connection) as second:
        act()
    return (len(first) - len(second)) / count


def test_what_a_case_costs_a_run_in_statements() -> None:
    """A night with ten thousand cases lasts minutes for every ten statements of one; an added statement wants a reason."""
    decided()
    funded()
    for number in range(4):
        firm(number, "200000.00")
    night()  # loads what a process reads once
    for number in range(4, 8):
        firm(number, "200000.00")
    assert _queries_of(4, night) <= OPENING
    with clock.stopped(later(8)):
        assert _queries_of(8, night) <= CLEARING
