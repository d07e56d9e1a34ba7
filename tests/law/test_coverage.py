"""Coverage: complete on the law as it is, and broken by every loose end."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.law.small_law import CHAPTER, LEGEND, NOT_NORMS, PARAMETERS, PENDING, TEXT, write_law
from zhiwei.law.bindings import Runner, bind
from zhiwei.law.coverage import Coverage, coverage
from zhiwei.law.parameters import load_parameters
from zhiwei.law.reasons import load_reasons
from zhiwei.law.sentences import load_opinions

CITED = ("1.2", "2.1")


@pytest.fixture
def cover(tmp_path: Path) -> Callable[..., Coverage]:
    def covered(cites: Sequence[str] = CITED, **changed: str) -> Coverage:
        folder = write_law(tmp_path, **changed)
        parameters = load_parameters(folder).values()
        runners = bind([("tax", cites)], [], parameters)
        return coverage(load_opinions(folder), parameters, runners, load_reasons(folder))

    return covered


def messages(found: Coverage) -> list[str]:
    return list(map(str, found.defects))


def test_a_law_with_nothing_loose_is_complete(cover: Callable[..., Coverage]) -> None:
    found = cover()
    assert messages(found) == []
    assert found.complete
    assert found.totals == {
        "records": 6, "records_accounted": 6, "operative": 3, "operative_running": 2, "operative_pending": 1,
        "text_only": 3, "tokens": 8, "tokens_quoted": 5, "tokens_not_norm": 3, "tokens_loose": 0,
    }  # fmt: skip


def test_a_sentence_names_what_runs_it_and_the_values_it_holds(cover: Callable[..., Coverage]) -> None:
    found = cover()
    row = found.record("1.2")
    assert row is not None
    assert (row.state, row.runners, row.parameters) == (
        "runs",
        (Runner("rule", "tax"),),
        ("half_limit", "half"),
    )
    waiting = found.record("1.3")
    assert waiting is not None
    assert (waiting.state, waiting.runners, waiting.parameters) == ("pending", (), ("winners",))
    assert waiting.reason is not None
    assert waiting.reason.text("en") == "planned"
    assert found.record("1.0") is None


def test_a_number_names_the_parameter_that_quotes_it_by_span(cover: Callable[..., Coverage]) -> None:
    rows = cover().numbers("1.2")
    assert [(r.token.start, r.token.end, r.token.text, r.parameters) for r in rows] == [
        (7, 10, "6万元", ("half_limit",)),
        (14, 16, "减半", ("half",)),
    ]


def test_a_fake_number_in_the_text_hangs_loose(cover: Callable[..., Coverage]) -> None:
    # inserted everywhere it would have to be: text, annotation and seal; only the tokeniser can see it
    text, chapter = (one.replace("茶税按3%收取", "茶税按3%收取7日") for one in (TEXT, CHAPTER))
    legend = LEGEND.format(seal=hashlib.sha256(text.encode()).hexdigest())
    assert messages(cover(text=text, chapter=chapter, legend=legend)) == [
        (
            "sentence 2.1, characters 7-9: no parameter quotes the number 7日 "
            "(quote it in a parameter, or give a reason in not_norms.yaml)"
        )
    ]


def test_a_number_beside_a_quoted_one_is_not_covered_by_it(cover: Callable[..., Coverage]) -> None:
    parameters = PARAMETERS.replace("{sentence: '1.3', text: 每年}, ", "")
    assert messages(cover(parameters=parameters)) == [
        (
            "sentence 1.3, characters 0-2: no parameter quotes the number 每年 "
            "(quote it in a parameter, or give a reason in not_norms.yaml)"
        )
    ]


def test_a_removed_quote_leaves_its_number_loose(cover: Callable[..., Coverage]) -> None:
    parameters = PARAMETERS.replace("  quotes: [{sentence: '1.2', text: 6万元}]\n", "")
    found = cover(parameters=parameters)
    assert messages(found) == [
        (
            "sentence 1.2, characters 7-10: no parameter quotes the number 6万元 "
            "(quote it in a parameter, or give a reason in not_norms.yaml)"
        )
    ]
    assert found.totals["tokens_loose"] == 1
    assert not found.complete


def test_a_removed_citation_leaves_its_sentence_loose(cover: Callable[..., Coverage]) -> None:
    found = cover(cites=("1.2",))
    assert messages(found) == [
        (
            "sentence 2.1: no rule or measure cites it, and it is not listed as pending: 茶税按3%收取。 "
            "(cite it, or give a reason in pending.yaml)"
        )
    ]
    assert found.totals["records_accounted"] == 5


def test_a_value_alone_runs_no_sentence(cover: Callable[..., Coverage]) -> None:
    pending = PENDING.replace("{'1.3': workflow}", "{}")
    assert [one.split(":")[0] for one in messages(cover(pending=pending))] == ["sentence 1.3"]


def test_a_pending_sentence_that_runs_is_stale(cover: Callable[..., Coverage]) -> None:
    assert messages(cover(cites=(*CITED, "1.3"))) == [
        "sentence 1.3: listed as pending, but runs (rule tax) (take it out of pending.yaml)"
    ]


def test_pending_entries_are_operative_sentences(cover: Callable[..., Coverage]) -> None:
    pending = PENDING.replace("workflow}\n", "workflow, '1.1': workflow, '1.33': workflow}\n")
    assert messages(cover(pending=pending)) == [
        "sentence 1.1: listed as pending, but is not operative (take it out of pending.yaml)",
        "pending.yaml: unknown sentence 1.33 (did you mean 1.3?)",
    ]


def test_a_citation_of_an_unknown_sentence_is_a_defect(cover: Callable[..., Coverage]) -> None:
    assert messages(cover(cites=(*CITED, "2.2"))) == [
        "rule tax: cites unknown sentence 2.2 (did you mean 2.1 or 2.0 or 1.2?)"
    ]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{sentence: '2.1', text: 3%, reason: noun}",
         ("sentence 2.1, characters 3-5: 3% is quoted by tea_tax_rate and listed as not a norm "
         "(take it out of not_norms.yaml)")),
        ("{sentence: '2.1', text: 4%, reason: noun}",
         "not_norms.yaml: 2.1 4%: no number token begins there (take it out or quote the token)"),
        ("{sentence: '2.1', text: 收取, reason: noun}",
         "not_norms.yaml: 2.1 收取: no number token begins there (take it out or quote the token)"),
        ("{family: date, count: 1, reason: noun}",
         "not_norms.yaml: 1 tokens of family date are listed, 0 stand in the text (look at the new or missing one)"),
    ],
)  # fmt: skip
def test_a_stale_reason_is_a_defect(cover: Callable[..., Coverage], entry: str, message: str) -> None:
    not_norms = NOT_NORMS.replace("reason: heading}]", f"reason: heading}}, {entry}]")
    assert messages(cover(not_norms=not_norms)) == [message]


def test_a_quotation_of_another_value_is_a_defect(cover: Callable[..., Coverage]) -> None:
    assert messages(cover(parameters=PARAMETERS.replace("value: 60000", "value: 70000"))) == [
        "parameter half_limit: quotes '6万元' of 1.2, but has no such value (quote the number itself)"
    ]


def test_annotations_that_lag_behind_the_text_are_a_defect(tmp_path: Path) -> None:
    folder = write_law(tmp_path)
    parameters = load_parameters(folder).values()
    touched = replace(load_opinions(folder), text=TEXT + "另行通知。")
    found = coverage(touched, parameters, bind([("tax", CITED)], [], parameters), load_reasons(folder))
    assert messages(found) == [
        "passage 2.2: text and annotations differ (annotate the passage as it stands in the text)"
    ]
