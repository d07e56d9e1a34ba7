"""What comes next in a case: what can still happen and is news to the reader, nothing that is spent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platform.cases.test_pages import browser, owner, text
from tests.platform.cases.test_steps import DAY, later, published, stepped
from tests.platform.cases.trial import firm, official, opened, owner_of, viewer
from tests.platform.funds.guarantee_world import proof
from zhiwei.platform.accounts.viewer import ANONYMOUS
from zhiwei.platform.cases import services
from zhiwei.platform.cases.ahead import ahead_of
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def told(case: Case) -> tuple[list[str], list[str]]:
    found = ahead_of(case)
    return [one.id for one in found.expected], [one.id for one in found.also]


def boxes(page: str) -> tuple[str, str]:
    """The box 接下来 and what is folded behind it."""
    first, _fold, rest = page.partition("<h2>接下来</h2>")[2].partition("也可能</summary>")
    return first, rest.partition("</details>")[0]


def test_amending_is_no_news_and_a_return_is_told_until_it_was_made() -> None:
    case = opened(firm())
    assert told(case) == (["check", "refuse"], ["return", "withdraw"])
    for page in (
        browser(official()).get(f"/office/cases/{case.pk}/"),
        owner(case).get(f"/my/cases/{case.pk}/"),
    ):
        first, also = boxes(text(page))
        assert "<b>初审通过</b>" in first
        assert ("退回补正" in also, "修改申请" in first + also) == (True, False)
    case = stepped(case, viewer(), "return", defects=["缺执照"])
    assert told(case) == (["resubmit"], ["withdraw"])
    case = stepped(case, owner_of(case.subject), "resubmit", documents={"licence": proof()})
    assert told(case) == (["check", "refuse"], ["withdraw"])
    for page in (
        browser(official()).get(f"/office/cases/{case.pk}/"),
        owner(case).get(f"/my/cases/{case.pk}/"),
    ):
        first, also = boxes(text(page))
        assert "初审通过" in first
        assert "退回补正" not in first + also


def test_an_objection_found_right_changes_what_comes_next() -> None:
    case = published()
    assert told(case) == (["clear"], ["recheck"])
    said = services.object_to(ANONYMOUS, case.notices.get().pk, person="王某", contact="0571-1", text="不实")
    services.answer_objection(viewer(), said.pk, upheld=True, answer="属实")
    assert told(case) == (["recheck"], [])  # the end of the notice is barred


def test_a_case_that_is_over_has_nothing_ahead() -> None:
    case = stepped(opened(firm()), viewer(), "refuse", content={"reason": "不符"})
    assert told(case) == ([], [])
    with clock.stopped(later(1)):
        assert "<h2>接下来</h2>" not in text(browser(official()).get(f"/office/cases/{case.pk}/"))
