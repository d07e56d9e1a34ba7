"""The public check of a receipt shows what the notice of its case showed, as long as that notice stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platform.cases.test_pages import browser, text
from tests.platform.cases.test_steps import DAY, published
from zhiwei.platform.cases.models import Case, Notice
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def test_name_and_amount_of_the_notice_stand_on_the_check_page_until_it_is_stopped() -> None:
    published()
    Notice.objects.update(fen=1_234_56)
    notice, case = Notice.objects.get(), Case.objects.get()
    address = f"/check/{case.receipt_id}/"
    page = text(browser().get(address))
    assert notice.name in page
    assert "1,234.56" in page
    Notice.objects.update(state=Notice.State.STOPPED)
    page = text(browser().get(address))
    assert notice.name not in page
    assert "没有经过公示" in page
