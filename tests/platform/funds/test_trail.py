"""From a paid yuan back to the sentence: every link of a commitment's page opens for those who may read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.platform.accounts import people
from tests.platform.funds.test_pages import browser, text
from tests.platform.funds.world import DAY, confirmed, decided, firm, funded, night, pay
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.models import Case
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.models import Commitment

pytestmark = pytest.mark.django_db


def test_a_paid_yuan_leads_back_to_the_sentence_by_links_that_open() -> None:
    with clock.stopped(DAY):
        decided()
        subject, fund = firm(0, "300000.00"), funded()
        night()
    with clock.stopped(DAY + timedelta(days=7)):
        night()
        confirmed(subject)
        made = pay(fund)
        case, promise = Case.objects.get(), Commitment.objects.get()
        auditor = browser(people.official(Role.AUDITOR, "330000"))
        page = text(auditor.get(f"/office/commitments/{promise.pk}/"))
        filing = Filing.objects.get(sentence="27.2")
        for address, name in (
            ("/law/27.2/", "第 27.2 句"),
            (f"/decisions/{filing.pk}/", filing.document),
            (f"/receipts/{case.receipt_id}/", "2012-12-31 的判定"),
            (f"/office/cases/{case.pk}/", case.number),
            (f"/office/subjects/{subject.pk}/", subject.name),
            (f"/office/ledger/{fund.pk}/", str(fund)),
            (f"/office/payments/{made.pk}/", made.number),
        ):
            assert f'<a href="{address}">{name}</a>' in page, address
            assert auditor.get(address).status_code == 200, address
        owner = browser(people.owner(subject.organisation))  # type: ignore[arg-type]
        own = text(owner.get(f"/my/money/{promise.pk}/"))
        assert f'<a href="/my/cases/{case.pk}/">{case.number}</a>' in own
        assert "/office/" not in own
        # tax_year 0ce6…/2012 is how the books know it, not how people call it
        shown = [page, own, text(owner.get("/my/money/"))]
        for address in (f"ledger/{fund.pk}", "commitments", f"payments/{made.pk}"):
            shown.append(text(auditor.get(f"/office/{address}/")))
        for one in shown:
            assert "2012 年度" in one
            assert "tax_year" not in one
            assert f"{subject.pk}/2012" not in one
        english = text(owner.get("/my/money/", headers={"accept-language": "en"}))
        assert "year 2012" in english
