"""Coverage of the Opinions by the rules, measures and rooms that really run."""

import pytest

from zhiwei import rulebook
from zhiwei.law.bound import bound_to
from zhiwei.law.coverage import Coverage, coverage
from zhiwei.law.reasons import load_reasons
from zhiwei.law.sentences import load_opinions


@pytest.fixture(scope="module")
def found() -> Coverage:
    book = rulebook()
    return coverage(load_opinions(), book.data.parameters.values(), bound_to(book), load_reasons())


def test_nothing_hangs_loose(found: Coverage) -> None:
    assert list(map(str, found.defects)) == []
    assert found.totals["records_accounted"] == 170


@pytest.mark.parametrize(
    "sentence",
    [
        "3.4", "3.5", "3.6", "8.1", "11.1", "11.2", "17.1", "17.2", "17.3", "17.4", "17.7", "20.4", "27.2", "27.3",
        "27.4", "27.5", "27.6", "27.7", "27.8", "28.1", "28.2", "28.3", "29.2", "29.3", "29.5", "35.1",
    ],
)  # fmt: skip
def test_a_sentence_of_the_first_milestone_runs(found: Coverage, sentence: str) -> None:
    row = found.record(sentence)
    assert row is not None
    assert row.state == "runs"


def test_every_sentence_of_the_programmes_runs(found: Coverage) -> None:
    """Articles 13 to 17, 19 to 21 and 26, but for the one that only sets a task (16.5)."""
    articles = {"13", "14", "15", "16", "17", "19", "20", "21", "26"}
    waiting = [
        row.sentence.id for row in found.records
        if row.sentence.operative and row.state != "runs" and row.sentence.id.partition(".")[0] in articles
    ]  # fmt: skip
    assert waiting == ["16.5"]
