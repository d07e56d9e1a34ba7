"""From a receipt to the case that rests on it, and on the case what its amount rests on that is still to be checked."""

from __future__ import annotations

import pytest

from tests.platform.accounts import people
from tests.platform.cases.test_pages import browser, text
from tests.platform.cases.test_steps import DAY, published
from tests.platform.cases.trial import official
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


def test_a_receipt_leads_to_its_case_and_its_local_decision() -> None:
    with clock.stopped(DAY):
        case = published()
        receipt = f"/receipts/{case.receipt_id}/"
        page = text(browser(official()).get(receipt))
        assert f'<a href="/office/cases/{case.pk}/">{case.number} 试办事项</a>' in page
        assert '<a href="/decisions/' in page
        assert case.subject.organisation is not None
        own = text(browser(people.owner(case.subject.organisation)).get(receipt))
        assert f'<a href="/my/cases/{case.pk}/">{case.number} 试办事项</a>' in own


def test_the_case_says_to_officials_which_values_are_still_to_be_checked() -> None:
    with clock.stopped(DAY):
        case = published()
        page = text(browser(official()).get(f"/office/cases/{case.pk}/"))
        assert "<dt>尚待核对的依据</dt>" in page
        assert case.subject.organisation is not None
        own = text(browser(people.owner(case.subject.organisation)).get(f"/my/cases/{case.pk}/"))
        assert "<dt>尚待核对的依据</dt>" not in own
