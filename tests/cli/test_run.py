"""`zhiwei run`: files, exit codes, what is said on standard error."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.call import EXAMPLES, zhiwei
from tests.cli.validate import faults
from tests.population.tables import read_text
from zhiwei.cli.progress import progress_bar
from zhiwei.schemas import schema

MISTAKES = Path(__file__).parent / "mistakes.txt"
DAY = ("--as-of", "2012-06-30")


def test_the_example_workbook_and_its_text_give_the_same_answers(tmp_path: Path) -> None:
    for name in ("firms.xlsx", "firms.csv"):
        called = zhiwei(
            "run", EXAMPLES / name, "-o", tmp_path / f"{name}.csv", *DAY, "--variables", "size_class"
        )
        assert (called.code, called.out) == (0, "")
    assert (tmp_path / "firms.xlsx.csv").read_bytes() == (tmp_path / "firms.csv.csv").read_bytes()
    rows = read_text(tmp_path / "firms.csv.csv")
    assert len(rows) == 44
    assert {row["size_class"] for row in rows} == {"large", "medium", "small", "micro", ""}
    assert list(rows[0])[:2] == ["id", "size_class"]
    at = list(rows[0]).index("27.2_verdict")
    assert list(rows[0])[at : at + 3] == ["27.2_verdict", "27.2_amount", "27.2_missing"]
    assert "27.6_occasion_verdict" in rows[0]


def test_boundary_firms_of_the_example(tmp_path: Path) -> None:
    zhiwei(
        "run",
        EXAMPLES / "firms.xlsx",
        "-o",
        tmp_path / "o.csv",
        *DAY,
        "--variables",
        "size_class,corporate_income_tax",
    )
    rows = {row["id"]: row for row in read_text(tmp_path / "o.csv")}
    assert [rows[f]["corporate_income_tax"] for f in ("F09", "F10", "F11", "F12")] == [
        "6000.00",
        "12000.00",
        "60000.00",
        "75000.00",
    ]
    assert [rows[f]["size_class"] for f in ("F13", "F14", "F15")] == ["small", "micro", "micro"]
    assert [rows[f]["27.6_verdict"] for f in ("F16", "F17", "F20")] == [
        "entitled",
        "not_entitled",
        "out_of_scope",
    ]
    assert [rows[f]["27.6_occasion_verdict"] for f in ("F21", "F22")] == ["entitled", "not_entitled"]


def test_every_mistake_is_reported_and_good_rows_are_answered(tmp_path: Path) -> None:
    called = zhiwei("run", EXAMPLES / "mistakes.csv", "-o", tmp_path / "o.csv", *DAY, "--measures", "27.3")
    assert called.code == 1
    done = f"已判定 1 行，另存 7 行；写入 {tmp_path}/o.csv、{tmp_path}/o.csv.rejects.csv"
    assert called.err.splitlines() == [*MISTAKES.read_text(encoding="utf-8").splitlines(), done]
    assert [row["id"] for row in read_text(tmp_path / "o.csv")] == ["M1"]
    english = zhiwei("run", EXAMPLES / "mistakes.csv", "-o", tmp_path / "o.csv", *DAY, "--lang", "en")
    assert english.code == 1
    assert 'mistakes.csv, row 4, column 7 "从业人员": value "-3": below the minimum 0.' in english.err
    assert "11 errors, 0 warnings." in english.err


def test_a_column_that_is_passed_over(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("编号,电话,传真\na,1,2\n", encoding="utf-8")
    words = ("run", source, "-o", tmp_path / "o.csv", *DAY)
    assert zhiwei(*words).code == 1
    assert zhiwei(*words, "--ignore", "电话", "传真").code == 0


def test_measures_and_variables_asked_for(tmp_path: Path) -> None:
    def columns(*words: str) -> list[str]:
        target = tmp_path / "o.csv"
        assert zhiwei("run", EXAMPLES / "firms.csv", "-o", target, *DAY, *words).code == 0
        return list(read_text(target)[0])

    assert columns("--measures", "none", "--variables", "size_class") == ["id", "size_class"]
    assert columns("--measures", "27.6") == [
        "id",
        *(f"{m}_{part}" for m in ("27.6", "27.6_occasion") for part in ("verdict", "amount", "missing")),
    ]


def test_codes_with_their_dictionary(tmp_path: Path) -> None:
    target = tmp_path / "o.parquet"
    words = ("--encode", "codes", "--variables", "size_class,small_low_profit,corporate_income_tax")
    assert zhiwei("run", EXAMPLES / "firms.xlsx", "-o", target, *DAY, *words).code == 0
    meaning = json.loads((tmp_path / "o.parquet.dictionary.json").read_text(encoding="utf-8"))
    assert faults(meaning, schema("dictionary")) == []


def test_a_decision_reaches_every_row(tmp_path: Path) -> None:
    words = (
        "run",
        EXAMPLES / "firms.csv",
        "-o",
        tmp_path / "o.csv",
        *DAY,
        "--measures",
        "27.2",
        "--decisions",
    )
    assert zhiwei(*words, EXAMPLES / "decision.json").code == 0
    found = {row["id"]: (row["27.2_verdict"], row["27.2_amount"]) for row in read_text(tmp_path / "o.csv")}
    assert found["F34"] == ("entitled", "8200.00")  # Hangzhou, half of (265,000 - 60,000) x 20 % x 40 %
    assert found["F11"] == ("no_decision_filed", "")  # Cixi, in Ningbo


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        (("--measures", "99.9"), 2, "--measures: there is no '99.9'"),
        (("--variables", "size_clas"), 2, "did you mean size_class"),
        (("--entity", "entreprise"), 2, "did you mean enterprise?"),
        (("--encode", "numbers"), 2, "'numbers' is not one of 'words', 'codes'"),
        (("--division", "999999"), 1, "没有行政区划 999999"),
        (("--sheet", "没有"), 1, "firms.xlsx：值“没有”：没有这个工作表。可选：企业。"),
        (("-o", "out.doc"), 1, "out.doc：不认识的文件类型“.doc”"),
    ],
)
def test_what_ends_a_run(tmp_path: Path, words: tuple[str, ...], code: int, what: str) -> None:
    called = zhiwei("run", EXAMPLES / "firms.xlsx", "-o", tmp_path / "o.csv", *DAY, *words)
    assert called.code == code
    assert what in " ".join(called.err.split())


def test_no_bar_where_nobody_watches(tmp_path: Path) -> None:
    called = zhiwei("run", EXAMPLES / "firms.csv", "-o", tmp_path / "o.csv", *DAY)
    assert "%" not in called.err


def test_totals_alone_and_beside_the_answers(tmp_path: Path) -> None:
    words = ("run", EXAMPLES / "firms.csv", *DAY, "--totals", tmp_path / "t.json")
    called = zhiwei(*words, "--lang", "en")
    assert (called.code, called.out) == (0, "")
    assert called.err.splitlines()[-1] == f"44 rows answered, 0 set aside; written: {tmp_path}/t.json"
    alone = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert faults(alone, schema("totals")) == []
    assert alone["rows"] == 44
    assert sum(alone["measures"]["27.3"]["all"]["verdicts"].values()) == 44
    assert zhiwei(*words, "-o", tmp_path / "o.csv").code == 0
    assert json.loads((tmp_path / "t.json").read_text(encoding="utf-8")) == alone
    column = [row["27.3_verdict"] for row in read_text(tmp_path / "o.csv")]
    assert alone["measures"]["27.3"]["all"]["verdicts"] == {word: column.count(word) for word in set(column)}


def test_neither_answers_nor_totals(tmp_path: Path) -> None:
    called = zhiwei("run", EXAMPLES / "firms.csv", *DAY)
    assert called.code == 2
    assert "-o OUT or --totals FILE is needed" in called.err
    called = zhiwei("run", tmp_path / "none.csv", "-o", tmp_path / "o.csv", *DAY)
    assert called.code == 2
    assert "does not exist" in called.err
    called = zhiwei("run", EXAMPLES / "firms.csv", "--totals", tmp_path / "t.doc", *DAY, "--lang", "en")
    assert called.code == 1
    assert called.err == (
        't.doc: unknown kind of file ".doc". Let the name of the totals end in .json, .xlsx, .parquet or .csv.\n'
    )


def test_a_database_by_its_address(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "firms.db")) as base:
        base.execute("CREATE TABLE firms (id TEXT, legal_form TEXT, monthly_sales TEXT)")
        base.execute("INSERT INTO firms VALUES ('a', 'individual_business', '19999.99')")
        base.commit()
    words = (
        "run",
        f"sqlite:///{tmp_path}/firms.db?table=firms",
        "-o",
        tmp_path / "o.csv",
        *DAY,
        "--measures",
        "27.6",
    )
    assert zhiwei(*words).code == 0
    assert [row["27.6_verdict"] for row in read_text(tmp_path / "o.csv")] == ["entitled"]


def test_the_bar_tells_rate_and_rest_to_who_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    clock = iter([100.0, 102.0, 102.0, 104.0, 104.0, 104.0, 104.0])
    monkeypatch.setattr("zhiwei.cli.progress.time.monotonic", lambda: next(clock, 104.0))
    with progress_bar("en") as advance:
        advance(10, 40, 1_000)
        advance(20, 40, 5_000)
        advance(40, 40, 9_000)
    assert "2,000 rows/s" in terminal.getvalue()
    assert "100%" in terminal.getvalue()
