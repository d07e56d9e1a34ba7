"""What a firm whose reward waits for money reads: on its case, and before it presses the button."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.funds.world import DAY, case_of, confirmed, decided, firm, funded, night, officer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases import services as cases
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db
OVER = DAY + timedelta(days=7)
NEXT_YEAR = date(2014, 2, 3)
USUAL = "财政正在编制付款清单"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def mine(subject: Subject, step: str = "") -> str:
    """What the owner reads on his case, or before a step."""
    assert subject.organisation is not None
    client = Client()
    client.force_login(people.owner(subject.organisation))
    address = f"/my/cases/{case_of(subject).pk}/" + (f"do/{step}/" if step else "")
    return client.get(address).content.decode()


def test_with_a_budget_the_confirmation_leads_to_the_payment_list() -> None:
    decided()
    subject, _ = firm(0, "300000.00"), funded()
    night()
    with clock.stopped(OVER):
        night()
        assert USUAL in mine(subject, "confirm")
        assert "确认后付款" in mine(subject)
        confirmed(subject)
        assert USUAL in mine(subject)


def test_the_case_follows_its_payment_list_from_the_second_person_to_the_bank_and_back() -> None:
    decided()
    subject, fund = firm(0, "300000.00"), funded()
    night()
    with clock.stopped(OVER):
        night()
        confirmed(subject)
        maker, checker = officer(Role.FINANCE), officer(Role.FINANCE)
        made = ledger.make_payment_list(maker, fund, Commitment.objects.all(), key="L")
        page = mine(subject)
        assert "付款清单已经编好，正在等另一人复核；复核以后交银行付款。" in page
        assert USUAL not in page
        made = ledger.approve_list(checker, made, revision=made.revision)
        page = mine(subject)
        assert "付款清单已经由另一人复核，款项已交银行，正在等银行付款。" in page
        assert (USUAL in page, "银行付款后自动继续" in page) == (False, True)
        ledger.fail_paid(maker, made, [ledger.Failed(made.lines.get().pk, "账号户名不符")])
        assert "银行没有付成，钱还留着：财政核对以后重新编制付款清单" in mine(subject)
        again = ledger.make_payment_list(maker, fund, Commitment.objects.all(), key="M")
        assert "付款清单已经编好" in mine(subject)
        ledger.approve_list(checker, again, revision=again.revision)
        ledger.confirm_paid(maker, again, [ledger.Paid(again.lines.get().pk, OVER, "T1")])
        page = mine(subject)
        assert ("银行已付款。请看看钱到了没有" in page, "正在等银行付款" in page) == (True, False)


def test_a_budget_that_is_over_is_told_before_and_after_the_confirmation() -> None:
    decided()
    subject, _ = firm(0, "300000.00"), funded()
    night()
    with clock.stopped(OVER):
        night()
    with clock.stopped(NEXT_YEAR):
        assert "要等有了资金才能付款" in mine(subject)
        before = mine(subject, "confirm")
        confirmed(subject)
        after = mine(subject)
        for page in (before, after):
            assert USUAL not in page
            assert "为您预留的 9,600 元所在的预算期间已过" in page
        funded(year=2014)
        night()
        assert USUAL in mine(subject)


def test_a_budget_too_small_for_the_reserve_is_no_budget() -> None:
    decided()
    subject, _ = firm(0, "300000.00"), funded()
    night()
    with clock.stopped(OVER):
        night()
    with clock.stopped(NEXT_YEAR):
        funded(9_599_99, year=2014)
        assert USUAL not in mine(subject, "confirm")


def test_a_notice_that_is_over_without_a_fund_is_told() -> None:
    decided()
    subject = firm(0, "300000.00")
    night()
    assert "公示期满没有异议就进入付款" in mine(subject)
    with clock.stopped(OVER):
        night()
        page = mine(subject)
        assert f"公示已于 {DAY + timedelta(days=6)} 期满。当地还没有可用于第 27.2 句的资金" in page
        assert "公示期满没有异议就进入付款" not in page
        funded()
        assert "没有未处理的异议，正在等办理机关继续办理" in mine(subject)


def test_objections_are_told_to_the_firm() -> None:
    decided()
    subject, _ = firm(0, "300000.00"), funded()
    night()
    notice = case_of(subject).notices.get()
    made = cases.object_to(officer(), notice.pk, person="王某", contact="0571-1", text="不实")
    assert "公示期间收到 1 项异议" in mine(subject)
    cases.answer_objection(officer(), made.pk, upheld=False, answer="核实无误")
    assert "公示期满没有异议就进入付款" in mine(subject)
