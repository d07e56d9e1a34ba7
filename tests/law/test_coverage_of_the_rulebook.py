"""Coverage of the Opinions by the rules and measures that really run."""

import pytest

from zhiwei import rulebook
from zhiwei.law.bindings import bind
from zhiwei.law.coverage import Coverage, coverage
from zhiwei.law.reasons import load_reasons
from zhiwei.law.sentences import load_opinions


@pytest.fixture(scope="module")
def found() -> Coverage:
    book = rulebook().data
    rules = [(key[1], record.cites) for key, records in book.rules.items() for record in records]
    measures = [(one.id, one.cites) for one in book.measures.values()]
    runners = bind(rules, measures, book.parameters.values())
    return coverage(load_opinions(), book.parameters.values(), runners, load_reasons())


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
