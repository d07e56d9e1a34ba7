"""The clauses of the acceptance checks: read, refused where they do not add up, told as text and as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.law.small_law import write_law
from zhiwei.engine.errors import LoadError
from zhiwei.law.acceptance import Clause, load_acceptance, load_ceiling, totals
from zhiwei.law.acceptance_report import acceptance_json, acceptance_text, clause_lines
from zhiwei.law.sentences import Opinions, load_opinions

WORDS = """\
waiting: {ledger: {zh: 资金账, en: a ledger}}
rooms: {funds: {zh: 专项资金, en: funds}}
"""
OTHERS = """\
- sentences: ['0.1', '0.2', '1.1']
  clauses:
  - {en: Read, zh: 读, tests: ['tests/a.py::test_a']}
- sentence: '1.2'
  clauses:
  - {en: one cent below, zh: 少一分, tests: ['tests/a.py::test_1_2']}
  - {en: and at the limit, zh: 正好, tests: ['tests/a.py::test_1_2']}
- sentence: '2.1'
  clauses:
  - {en: compute, zh: 算, tests: ['tests/a.py::test_2_1']}
"""
COUNT = """\
- sentence: '1.3'
  clauses:
  - {en: 'count, them', zh: 数一数, tests: ['tests/a.py::test_1_3']}
  - {en: pay them, zh: 付款, waiting: ledger, room: funds}
  - {en: and wonder., zh: 想一想, impossible: {zh: 不可知, en: nobody knows}}
"""


@pytest.fixture
def opinions(tmp_path: Path) -> Opinions:
    write_law(tmp_path)
    for path in tmp_path.glob("opinions_chapter_*.yaml"):
        text = path.read_text(encoding="utf-8")
        longer = text.replace("check: count them", "check: 'count them; pay them, and wonder'")
        path.write_text(longer, encoding="utf-8")
    return load_opinions(tmp_path)


def write(folder: Path, chapter: str = COUNT, guidance: str = OTHERS) -> Path:
    found = folder / "acceptance"
    found.mkdir()
    for name, text in (("words", WORDS), ("chapter_01", chapter), ("guidance", guidance)):
        (found / f"{name}.yaml").write_text(text, encoding="utf-8")
    return found


def test_clauses_are_numbered_below_their_sentence(tmp_path: Path, opinions: Opinions) -> None:
    found = load_acceptance(opinions, write(tmp_path))
    assert list(found) == ["0.1", "0.2", "1.1", "1.2", "1.3", "2.1"]
    assert [(one.id, one.state, one.text("zh")) for one in found["1.3"]] == [
        ("1.3.1", "passed", "数一数"),
        ("1.3.2", "waiting", "付款"),
        ("1.3.3", "impossible", "想一想"),
    ]
    assert [one.shared for one in (*found["1.1"], *found["1.3"])] == [True, False, False, False]
    assert totals(found["1.3"]) == {"clauses": 3, "passed": 1, "waiting": 1, "impossible": 1}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("pay them", "pay", ("acceptance of 1.3: its clauses together are not the words of its check "
         "(cut up the whole of: count them; pay them, and wonder)")),
        ("'1.3'", "'1.4'", "chapter_01.yaml: 1.4: unknown sentence 1.4"),
        ("'1.3'", "'1.2'", "guidance.yaml: 1.2: 1.2 stands twice (keep the clauses of a sentence together)"),
        ("waiting: ledger, room: funds", "waiting: ledger", "chapter_01.yaml: 1.3 clauses[2]: room is missing"),
        ("waiting: ledger", "waiting: leger",
         "chapter_01.yaml: 1.3 clauses[2]: waiting 'leger' is not known (did you mean ledger?)"),
        ("zh: 付款, waiting: ledger, room: funds", "zh: 付款", ("chapter_01.yaml: 1.3 clauses[2]: "
         "needs exactly one of tests, waiting, impossible (say how the clause stands)")),
        ("zh: 付款", "tests: ['tests/a.py::test_a'], zh: 付款", ("chapter_01.yaml: 1.3 clauses[2]: "
         "needs exactly one of tests, waiting, impossible (say how the clause stands)")),
        ("zh: 不可知, ", "", "chapter_01.yaml: 1.3 clauses[3] impossible: zh is missing"),
        ("zh: 数一数, ", "", "chapter_01.yaml: 1.3 clauses[1]: zh is missing"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_refused(
    tmp_path: Path, opinions: Opinions, old: str, new: str, message: str
) -> None:
    assert old in COUNT
    with pytest.raises(LoadError) as refused:
        load_acceptance(opinions, write(tmp_path, COUNT.replace(old, new)))
    assert any(str(one).startswith(message) for one in refused.value.defects), list(
        map(str, refused.value.defects)
    )


def test_a_check_without_clauses_is_refused(tmp_path: Path, opinions: Opinions) -> None:
    with pytest.raises(LoadError, match=r"acceptance of 1\.3"):
        load_acceptance(opinions, write(tmp_path, "[]"))


def test_the_ceiling(tmp_path: Path) -> None:
    (tmp_path / "ceiling.yaml").write_text("'1.3': 2\n'14.7': 1\n", encoding="utf-8")
    assert load_ceiling(tmp_path) == {"1.3": 2, "14.7": 1}
    (tmp_path / "ceiling.yaml").write_text("'1.3': some\n", encoding="utf-8")
    with pytest.raises(LoadError, match=r"1\.3: 'some' is not a whole number"):
        load_ceiling(tmp_path)


def test_as_text(tmp_path: Path, opinions: Opinions) -> None:
    found = load_acceptance(opinions, write(tmp_path))
    assert (
        acceptance_text(found, opinions)
        == """\
验收：可执行句，共 6 款，通过 4 款，待建 1 款，无法检验 1 款
验收：全部句，共 9 款，通过 7 款，待建 1 款，无法检验 1 款

0.1   通过 1
0.2   通过 1
1.1   通过 1
1.2   通过 2
1.3   通过 1，待建 1，无法检验 1
2.1   通过 1"""
    )
    assert (
        acceptance_text(found, opinions, "en", rows=False)
        == """\
acceptance of operative sentences: 6 clauses, 4 passed, 1 waiting, 1 impossible
acceptance of all records: 9 clauses, 7 passed, 1 waiting, 1 impossible"""
    )


def test_clauses_as_lines(tmp_path: Path, opinions: Opinions) -> None:
    clauses = load_acceptance(opinions, write(tmp_path))["1.3"]
    assert list(clause_lines(clauses)) == [
        "1.3.1  通过  数一数", "  tests/a.py::test_1_3",
        "1.3.2  待建  付款", "  等待资金账（专项资金）",
        "1.3.3  无法检验  想一想", "  不可知",
    ]  # fmt: skip
    assert list(clause_lines(clauses, "en"))[2:] == [
        "1.3.2  waiting  pay them", "  waits for a ledger (funds)",
        "1.3.3  impossible  and wonder.", "  nobody knows",
    ]  # fmt: skip


def test_as_data(tmp_path: Path, opinions: Opinions) -> None:
    found = load_acceptance(opinions, write(tmp_path))
    data = acceptance_json(found, opinions)
    assert data["totals"]["operative"] == {"clauses": 6, "passed": 4, "waiting": 1, "impossible": 1}
    (one,) = [s for s in data["sentences"] if s["sentence"] == "1.3"]
    assert one["totals"] == {"clauses": 3, "passed": 1, "waiting": 1, "impossible": 1}
    assert one["clauses"][1] == {
        "id": "1.3.2", "state": "waiting", "zh": "付款", "en": "pay them", "tests": [], "waiting": "ledger",
        "room": "funds", "impossible": None,
    }  # fmt: skip


def test_a_clause_of_its_own() -> None:
    assert Clause("1.1", 2, "a", "甲", tests=("tests/a.py::test_a",)).id == "1.1.2"
