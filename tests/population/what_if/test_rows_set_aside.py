"""Rows that cannot be counted to the fen are set aside by name; of very many defects the first are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if import Result, read_reform, what_if
from zhiwei.population.what_if import result as kept

HEADINGS = (
    "id,legal_form,taxable_income,average_employees,average_total_assets,tax_industry,"
    "restricted_or_prohibited_industry,collection_method,high_tech_certified,founded_on"
)


def firm(name: str, income: str) -> str:
    return f"{name},limited_company,{income},10,1000000,other,no,audited,no,2010-01-01"


def run(book: Rulebook, rows: list[str], folder: Path) -> Result:
    path = folder / "firms.csv"
    path.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8")
    reform = read_reform(book, {"title": "t", "as_of": "2012-12-31", "changes": {"slp_half_limit": "100000"}})
    return what_if(
        book, reform, path, cache=folder, measures=[], variables=["corporate_income_tax"],
        total=["corporate_income_tax"], notch_seconds=0,
    )  # fmt: skip


def test_amounts_on_both_sides_of_what_a_column_holds(book: Rulebook, tmp_path: Path) -> None:
    """Below 2**53 fen, 90,071,992,547,409.92 yuan, a row is counted; from there on it is set aside."""
    rows = [
        firm("a", "100000"),
        firm("b", "90071992547409.91"),
        firm("c", "90071992547409.92"),
        firm("d", "-0.01"),
    ]
    result = run(book, rows, tmp_path)
    assert (result.answered, result.rejected) == (3, 1)
    assert not result.ok
    (defect,) = [d for d in result.defects if d.is_error]
    assert defect.describe("en") == (
        'firms.csv: value "c": holds a number too large to be compared to the fen. Check the unit, or ask for this '
        "subject with zhiwei answer."
    )
    assert defect.describe("zh") == (
        "firms.csv：值“c”：有数值过大，不能逐分比较。核对单位，或者用 zhiwei answer 逐户计算。"
    )
    totals = result.tallies["total"].totals
    assert (totals.count("winners"), totals.count("unchanged"), totals.cost) == (1, 2, 1_000_000)


def test_of_many_defects_the_first_are_told(
    book: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "TOLD", 3)
    result = run(book, [firm(str(n), "much") for n in range(5)] + [firm("good", "1")], tmp_path)
    assert (result.answered, result.rejected) == (1, 5)
    assert (len([d for d in result.defects if d.is_error]), result.untold) == (3, 2)
    assert not result.ok
