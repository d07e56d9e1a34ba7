"""What an applicant is told of his money: paid where to, claimed back why, set aside or not; and why he was refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.cases.test_pages import browser, official, owner, text
from tests.platform.cases.test_steps import DAY, paid, stepped
from tests.platform.cases.trial import firm, opened, owner_of, viewer
from tests.platform.ledger import world
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import errands, services
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def promised(case: Case) -> Commitment:
    """Ten yuan set aside for a case in the fund of its county."""
    there = world.fund(100_000, to_day=DAY.replace(month=12, day=31))
    return world.reserved(there, 1000, subject=case.subject, case=str(case.pk))


def account(subject: Subject, number: str) -> None:
    """A confirmed account, in place of any before."""
    for one in subject.bank_accounts.exclude(state="ended"):
        ledger.end_account(SYSTEM, one)
    ledger.give_account(SYSTEM, subject, holder=subject.name, bank="中国工商银行杭州分行", number=number)


def with_money() -> tuple[Case, Commitment]:
    """A case that is paid, with ten yuan that the bank paid to an account that ends with 1111."""
    case = paid()
    account(case.subject, "1202020219900011111")
    one = promised(case)
    one = ledger.commit(SYSTEM, one, key="commit")
    maker, checker = world.official(), world.official()
    made = ledger.make_payment_list(maker, one.fund, Commitment.objects.filter(pk=one.pk), key="L")
    made = ledger.approve_list(checker, made, revision=made.revision)
    ledger.confirm_paid(maker, made, [ledger.Paid(made.lines.get().pk, DAY, "T1")])
    return case, Commitment.objects.get(pk=one.pk)


def test_money_claimed_back_stands_on_top_and_among_the_errands() -> None:
    case, one = with_money()
    mine, by = owner(case), owner_of(case.subject)
    before = [each.text for each in errands.errands(by, case.subject)]
    assert before == ["答复：钱收到了吗？"]
    ledger.take_back(SYSTEM, one, 300, reason="多付了三元", key="claim")
    page = text(mine.get(f"/my/cases/{case.pk}/"))
    for said in (
        "请退回 3 元",
        "多付了三元",
        f"/my/money/{one.pk}/refund.pdf",
        "已付 10.00 元，其中 3.00 元待退回",
        "要求退回：3 元",
    ):
        assert said in page, said
    assert "已付款。</p>" not in page
    front = text(mine.get(f"/my/{case.subject_id}/"))
    for said in ("请退回 3 元", f"/my/money/{one.pk}/", "答复：钱收到了吗？"):
        assert said in front, said


def test_who_has_answered_is_not_asked_again() -> None:
    case, _one = with_money()
    services.confirm_arrival(owner_of(case.subject), case.pk, answer="yes")
    page = text(owner(case).get(f"/my/cases/{case.pk}/"))
    assert "银行已付款，您已确认收到。您现在不用做什么。" in page
    assert list(errands.errands(owner_of(case.subject), case.subject)) == []
    other = paid_anew()
    services.confirm_arrival(owner_of(other.subject), other.pk, answer="no")
    assert "您的答复是“没有收到”。办理机关正在核实" in text(owner(other).get(f"/my/cases/{other.pk}/"))
    services.answer_complaint(viewer(), other.complaints.get().pk, answer="已补付")
    assert "您的答复是“没有收到”。办理机关的答复在“投诉”下。" in text(
        owner(other).get(f"/my/cases/{other.pk}/")
    )


def paid_anew() -> Case:
    """A second case of another firm whose payment is asked about."""
    case = opened(firm("杭州古荡纸品有限公司"))
    Case.objects.filter(pk=case.pk).update(state="paid", ended_at=clock.now())
    services.ask_arrival(case)
    return Case.objects.get(pk=case.pk)


def test_a_paid_case_shows_the_account_that_was_paid() -> None:
    case, _one = with_money()
    account(case.subject, "6200330106000022222")
    page = text(owner(case).get(f"/my/cases/{case.pk}/"))
    assert "已付到账户：<b>中国工商银行杭州分行 ****1111</b>" in page
    assert "****2222" not in page


def test_a_refusal_says_its_reason_on_top_and_how_to_contest_it(monkeypatch: pytest.MonkeyPatch) -> None:
    trial = registry.get("trial")
    steps = {**trial.transitions, "refuse": replace(trial.transitions["refuse"], rejects=True)}
    monkeypatch.setattr(registry, "all_types", lambda: {"trial": replace(trial, transitions=steps)})
    case = stepped(opened(firm()), viewer(), "refuse", content={"reason": "材料不实"})
    page = text(owner(case).get(f"/my/cases/{case.pk}/"))
    top, rest = page.split('<dl class="facts">', 1)
    assert "材料不实" in top
    assert '<a href="#complain">提出投诉</a>' in top
    assert ('name="grade"' in top, 'name="grade"' in rest) == (False, True)


def test_the_history_tells_the_membership_of_the_cases_firm_alone() -> None:
    subject, other = firm(), firm("杭州古荡纸品有限公司")
    assert subject.organisation is not None
    person = people.owner(subject.organisation)
    people.member(person, Role.ACCOUNTANT, organisation=other.organisation)
    case = opened(subject, people.viewer(person))
    address = f"/office/cases/{case.pk}/"
    for page in (text(owner(case).get(f"/my/cases/{case.pk}/")), text(desk().get(address))):
        history = page.split("经过</h2>", 1)[1]
        assert "杭州晨光五金制品有限公司（" in history
        assert "杭州古荡纸品有限公司" not in history


def desk() -> Client:
    """A browser of the county."""
    return browser(official())


def test_giving_up_tells_of_reserved_money_only_where_there_was_any() -> None:
    case = stepped(opened(firm()), owner_of(Subject.objects.get()), "withdraw")
    said = "您已撤回。预留的资金已经释放。"
    assert said not in text(owner(case).get(f"/my/cases/{case.pk}/"))
    one = promised(case)
    ledger.release(SYSTEM, one, key="free", reason="撤回")
    assert said in text(owner(case).get(f"/my/cases/{case.pk}/"))
