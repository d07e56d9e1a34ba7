"""27.2: corrections on corrections, payments that come back, claims settled outside the case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.platform.cases.trial import XIHU, owner_of
from tests.platform.funds.test_reward import REWARD, later, paid_case
from tests.platform.funds.world import DAY, case_of, correct, night, officer, pay
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import ANONYMOUS, SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case, Notice
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Kind, Place
from zhiwei.platform.ledger.models import Commitment, Entry, Fund, PaymentLine, Proposal
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db
PAID = 4_000_00
"""Half of 8,000 yuan: the income of 160,000 that :func:`paid_case` has."""
STILL = {"unchanged": 1, "open": 0, "clear": 0, "follow": 0}


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def funded_again() -> Fund:
    """Another fund of the county for the year."""
    finance, key = officer(Role.FINANCE), "reward/again"
    fund = ledger.open_fund(
        finance, name="小型微利企业奖励资金（二）", level="county", division=XIHU, budget_year=2013, purposes=["27.2"],
        from_day=date(2013, 1, 1), to_day=date(2013, 12, 31), key=key, document="西财〔2013〕10号",
    )  # fmt: skip
    ledger.appropriate(finance, fund, 100_000_00, document="西财〔2013〕10号", key=f"{key}/1")
    return fund


def step(subject: Subject, name: str, viewer=None, **content: str) -> Case:  # type: ignore[no-untyped-def]
    """A step of the firm's case, by an official unless it is said by whom."""
    case = case_of(subject)
    return cases.act(viewer or officer(), case.pk, name, revision=case.revision, content=content)


def corrected(subject: Subject, income: str) -> str:
    """The state after the night that follows a correction; the same night again changes nothing."""
    correct(subject, income)
    night()
    state = case_of(subject).state
    assert night()["steps"] == STILL
    assert case_of(subject).state == state
    return state


def claimed() -> tuple[Subject, Fund]:
    """A firm that has to pay back 2,000 of its 4,000 yuan."""
    subject, fund = paid_case()
    with clock.stopped(later(20)):
        assert corrected(subject, "110000.00") == "overpaid"
        step(subject, "propose")
        assert step(subject, "claim", reason="所得税更正申报").state == "claimed"
        assert books.balance(fund, Place.RECEIVABLE) == 2_000_00
    return subject, fund


def agreed(kind: Proposal.Kind, fen: int) -> None:
    """Two officials book an act on the promise by hand, on the ledger's own page."""
    one = Commitment.objects.get()
    made = ledger.propose(officer(), one, kind, fen, reason="经研究", key=f"{kind}{fen}")
    ledger.agree(officer(), made)


@pytest.mark.parametrize(("income", "left"), [("110000.00", 2_000_00), ("60000.00", 0)])
def test_less_due_while_a_supplement_is_under_way_is_claimed_back(income: str, left: int) -> None:
    subject, fund = paid_case()
    with clock.stopped(later(20)):
        assert corrected(subject, "300000.00") == "published"
    with clock.stopped(later(27)):
        night()
        assert case_of(subject).state == "ready"
        assert books.balance(fund, Place.COMMITTED) == REWARD - PAID
        assert corrected(subject, income) == "overpaid"
        assert (books.balance(fund, Place.COMMITTED), books.balance(fund, Place.PAID)) == (0, PAID)
        step(subject, "propose")
        step(subject, "claim", reason="所得税更正申报")
        assert books.balance(fund, Place.RECEIVABLE) == PAID - left


def test_what_was_paid_and_is_due_again_is_kept() -> None:
    subject, fund = paid_case()
    with clock.stopped(later(20)):
        assert corrected(subject, "300000.00") == "published"
        assert corrected(subject, "160000.00") == "paid"
        assert not Notice.objects.filter(state="running").exists()
        assert corrected(subject, "110000.00") == "overpaid"
        step(subject, "propose")
        correct(subject, "160000.00")
        said = "更正后应得的金额又变了：核对时 2,000 元，现在 4,000 元；夜间核算后再决定"
        with pytest.raises(Refused, match=said):
            step(subject, "claim", reason="所得税更正申报")
        assert night()["steps"]["keep"] == 1
        assert case_of(subject).state == "paid"
        assert (books.balance(fund, Place.PAID), books.balance(fund, Place.RECEIVABLE)) == (PAID, 0)


def test_a_claim_that_is_settled_anew_needs_two_officials_anew() -> None:
    subject, fund = paid_case()
    with clock.stopped(later(20)):
        assert corrected(subject, "110000.00") == "overpaid"
        step(subject, "propose")
        assert corrected(subject, "60000.00") == "overpaid"
        with pytest.raises(Refused):
            step(subject, "claim", reason="所得税更正申报")
        first, second = officer(), officer()
        step(subject, "propose", first)
        with pytest.raises(Refused, match="须由另一人办理"):
            step(subject, "decline", first, reason="还在核对")
        assert step(subject, "decline", second, reason="还在核对").state == "overpaid"
        assert corrected(subject, "300000.00") == "published"
    with clock.stopped(later(27)):
        night()
        pay(fund)
        assert (case_of(subject).state, books.balance(fund, Place.PAID)) == ("paid", REWARD)


def test_a_payment_that_the_bank_sends_back_is_paid_anew_and_no_correction() -> None:
    subject, fund = paid_case()
    with clock.stopped(later(8)):
        line = PaymentLine.objects.get()
        ledger.fail_paid(SYSTEM, line.list, [ledger.Failed(line.pk, "退汇", clock.today())])
        assert case_of(subject).state == "ready"
        assert night()["steps"] == STILL
        pay(fund)
        case = case_of(subject)
        assert (case.state, books.balance(fund, Place.PAID)) == ("paid", PAID)
        assert [one.transition for one in case.steps.order_by("-number")[:3]] == ["paid", "bounced", "paid"]
        assert night()["steps"] == STILL


def test_money_released_by_hand_or_sent_back_to_a_closed_fund_is_set_aside_anew() -> None:
    subject, fund = paid_case()
    with clock.stopped(later(8)):
        ledger.close_fund(SYSTEM, fund, document="西财〔2013〕9号", key="close")
        line = PaymentLine.objects.get()
        ledger.fail_paid(SYSTEM, line.list, [ledger.Failed(line.pk, "退汇", clock.today())])
        assert case_of(subject).state == "ready"
        assert night()["steps"] == STILL
        ledger.release(officer(), Commitment.objects.get(), reason="资金已结清", key="release")
        new = funded_again()
        assert night()["steps"]["renew"] == 1
        assert case_of(subject).state == "published"
        assert night()["steps"] == STILL
    with clock.stopped(later(15)):
        night()
        assert books.balance(new, Place.COMMITTED) == PAID
        pay(new)
        assert case_of(subject).state == "paid"


def test_whether_it_arrived_is_asked_anew_after_a_payment_that_did_not() -> None:
    subject, fund = paid_case()
    own, line = owner_of(subject), PaymentLine.objects.get()
    with clock.stopped(later(8)):
        cases.confirm_arrival(own, case_of(subject).pk, answer="no", text="没有到账")
        ledger.fail_paid(SYSTEM, line.list, [ledger.Failed(line.pk, "退汇", clock.today())])
        pay(fund)
        case = case_of(subject)
        assert (case.arrival.answer, case.arrival.asked_at) == ("", clock.now())
        assert case.complaints.get().text.endswith("没有到账")
        line = PaymentLine.objects.get(state="paid")
        ledger.fail_paid(SYSTEM, line.list, [ledger.Failed(line.pk, "退汇", clock.today())])
        with pytest.raises(Refused, match="本件还没有付款，无须确认到账"):
            cases.confirm_arrival(own, case.pk, answer="yes")
        pay(fund)
        cases.confirm_arrival(own, case.pk, answer="yes")
        assert case_of(subject).arrival.answer == "yes"


def test_a_repayment_booked_on_the_ledgers_page_ends_the_case_and_its_reversal_takes_it_up() -> None:
    subject, fund = claimed()
    one = Commitment.objects.get()
    with clock.stopped(later(30)):
        finance = officer(Role.FINANCE)
        ledger.receive_back(finance, one, 500_00, key="part")
        assert case_of(subject).state == "claimed"
        ledger.receive_back(finance, one, 1_500_00, key="rest")
        assert case_of(subject).state == "refunded"
        entry = Entry.objects.get(kind=Kind.RECEIVE, key="rest")
        ledger.agree(officer(), ledger.propose_undoing(officer(), entry, reason="记错", key="undo"))
        case = case_of(subject)
        assert (case.state, case.ended_at) == ("claimed", None)
        content = {"document": "回单88"}
        case = cases.act(finance, case.pk, "refund", revision=case.revision, content=content)
        assert (case.state, books.balance(fund, Place.RETURNED)) == ("refunded", 2_000_00)
        assert [one.transition for one in case.steps.order_by("-number")[:3]] == [
            "refund", "unreceived", "received",
        ]  # fmt: skip
        assert night()["steps"] == STILL


def test_a_claim_given_up_ends_the_case_and_is_not_made_again() -> None:
    subject, fund = claimed()
    with clock.stopped(later(30)):
        agreed(Proposal.Kind.WAIVE, 2_000_00)
        assert case_of(subject).state == "waived"
        assert night()["steps"] == STILL
        assert (
            corrected(subject, "60000.00") == "overpaid"
        )  # nothing is due: 2,000 of the 4,000 were given up
        step(subject, "propose")
        step(subject, "claim", reason="所得税更正申报")
        assert books.balance(fund, Place.RECEIVABLE) == 2_000_00


@pytest.mark.parametrize("income", ["110000.00", "135000.00", "160000.00"])
def test_what_was_given_up_is_kept_when_a_supplement_is_dropped(income: str) -> None:
    subject, fund = claimed()
    with clock.stopped(later(30)):
        agreed(Proposal.Kind.WAIVE, 2_000_00)
        assert corrected(subject, "300000.00") == "published"
        assert corrected(subject, income) == "paid"
        assert (books.balance(fund, Place.PAID), books.balance(fund, Place.RECEIVABLE)) == (PAID, 0)


def test_a_claim_given_up_in_part_and_paid_back_for_the_rest_is_over() -> None:
    subject, _fund = claimed()
    with clock.stopped(later(30)):
        agreed(Proposal.Kind.WAIVE, 800_00)
        assert case_of(subject).state == "claimed"
        ledger.receive_back(officer(Role.FINANCE), Commitment.objects.get(), 1_200_00, key="rest")
        assert case_of(subject).state == "refunded"
        assert night()["steps"] == STILL


def test_a_supplement_given_up_leaves_what_was_paid_before_to_be_claimed() -> None:
    subject, _fund = paid_case()
    with clock.stopped(later(20)):
        assert corrected(subject, "300000.00") == "published"
        assert step(subject, "renounce", owner_of(subject)).state == "renounced"
        assert night()["steps"] == STILL
        assert corrected(subject, "110000.00") == "overpaid"


def test_an_objection_does_not_end_a_case_of_which_something_was_paid() -> None:
    subject, _fund = paid_case()
    with clock.stopped(later(20)):
        assert corrected(subject, "300000.00") == "published"
        notice = Notice.objects.get(state="running")
        said = cases.object_to(ANONYMOUS, notice.pk, person="王某", contact="0571-1", text="数据不对")
        cases.answer_objection(officer(), said.pk, upheld=True, answer="属实")
        with pytest.raises(
            Refused,
            match="此前已付 4,000 元，不能直接终止：请更正登记的事实，夜间核算后按应得的金额补付或追回",
        ):
            step(subject, "reject", reason="数据不对")
        assert corrected(subject, "160000.00") == "paid"
