"""The checks of the Opinions: every clause has its state, every test that is named exists, ever fewer clauses wait."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from zhiwei import rulebook
from zhiwei.law.acceptance import Clause, load_acceptance, load_ceiling, totals
from zhiwei.law.acceptance_report import acceptance_totals
from zhiwei.law.bound import bound_to
from zhiwei.law.coverage import coverage
from zhiwei.law.reasons import load_reasons
from zhiwei.law.rooms import load_rooms
from zhiwei.law.sentences import load_opinions
from zhiwei.law.sentences_page import sentences_page

ROOT = Path(__file__).parents[2]
OPINIONS = load_opinions()
ACCEPTANCE = load_acceptance(OPINIONS)
NAMED = sorted({(test, one) for c in ACCEPTANCE.values() for one in c for test in one.tests}, key=str)


@cache
def module(path: Path) -> tuple[str, dict[str, str]]:
    """The docstring of a test file and the source of each of its tests, decorators included."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    lines = source.splitlines()
    tests = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            tests[node.name] = "\n".join(lines[first - 1 : node.end_lineno])
    return ast.get_docstring(tree) or "", tests


def carries(text: str, sentence: str) -> bool:
    """Whether a text names a sentence, as ``14.7`` or, in a name, as ``14_7``."""
    pattern = re.escape(sentence).replace(r"\.", "[._]")
    return re.search(rf"(?<![\d.]){pattern}(?!\d|\.\d)", text) is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [("14.7: tax", True), ("test_14_7_tax", True), ("14.7/target", True), ("14.70", False), ("114.7", False),
     ("14_72", False), ("2.14.7", False), ("14.7.", True)],
)  # fmt: skip
def test_a_sentence_is_told_from_longer_numbers(text: str, found: bool) -> None:
    assert carries(text, "14.7") is found


def test_every_operative_sentence_has_clauses_of_its_own() -> None:
    operative = [one.id for one in OPINIONS if one.operative]
    assert len(operative) == 112
    assert [one for one in operative if not ACCEPTANCE[one] or ACCEPTANCE[one][0].shared] == []
    assert len(ACCEPTANCE) == 170


@pytest.mark.parametrize(("test", "clause"), NAMED, ids=[f"{c.id}-{t.rpartition('::')[2]}" for t, c in NAMED])
def test_a_named_test_exists_and_carries_the_sentence(test: str, clause: Clause) -> None:
    name, _, function = test.partition("::")
    path = ROOT / name
    assert path.is_file(), f"{clause.id} names {name}, which is not there"
    docstring, tests = module(path)
    assert function in tests, f"{clause.id} names {function}, which is not in {name}"
    if not clause.shared:  # tests of shared clauses run over all their sentences
        assert carries(docstring, clause.sentence) or carries(tests[function], clause.sentence), (
            f"neither {function} nor the docstring of {name} names {clause.sentence}"
        )


def test_no_more_clauses_wait_than_agreed() -> None:
    """A clause that passed, or that is new, may not wait: the ceiling of each sentence only falls."""
    ceiling = load_ceiling()
    waiting = {key: count for key, c in ACCEPTANCE.items() if (count := totals(c)["waiting"])}
    more = {key: n for key, n in waiting.items() if n > ceiling.get(key, 0)}
    assert more == {}, "more clauses wait than ceiling.yaml agrees to: show them by a test instead"
    fewer = {key: n for key, n in ceiling.items() if waiting.get(key, 0) < n}
    assert fewer == {}, "fewer clauses wait than ceiling.yaml says: lower these numbers to " + str(
        {key: waiting.get(key, 0) for key in fewer}
    )


def test_what_runs_is_shown_by_a_clause_but_for_a_few_sentences() -> None:
    """Rules decide in 32.2 and 36.2 too; what their checks ask for is kept by registers and ledgers."""
    found = coverage(OPINIONS, rulebook().data.parameters.values(), bound_to(rulebook()), load_reasons())
    unseen = [
        row.sentence.id for row in found.records
        if row.state == "runs" and all(one.state != "passed" for one in ACCEPTANCE[row.sentence.id])
    ]  # fmt: skip
    assert unseen == ["32.2", "36.2"]


def test_the_page_is_fresh() -> None:
    found = coverage(OPINIONS, rulebook().data.parameters.values(), bound_to(rulebook()), load_reasons())
    page = (ROOT / "docs" / "sentences.md").read_text(encoding="utf-8")
    assert page == sentences_page(OPINIONS, found, ACCEPTANCE), (
        "write it anew: zhiwei law coverage --page docs/sentences.md"
    )
    for count in acceptance_totals(ACCEPTANCE, OPINIONS).values():
        assert (
            f"| {count['clauses']} | {count['passed']} | {count['waiting']} | {count['impossible']} |" in page
        )


def test_what_a_room_carries_out_is_shown_in_full_and_in_that_room() -> None:
    """rooms.yaml names no sentence with a clause that waits, and no room that none of its tests enters."""
    entered: dict[str, bool] = {}
    for sentence, rooms in load_rooms().items():
        clauses = ACCEPTANCE[sentence]
        assert all(one.state == "passed" for one in clauses), sentence
        tests = [test for clause in clauses for test in clause.tests]
        for room in rooms:
            there = any(test.startswith(f"tests/platform/{room.key}/") for test in tests)
            entered[room.key] = entered.get(room.key, False) or there
    assert all(entered.values()), entered
