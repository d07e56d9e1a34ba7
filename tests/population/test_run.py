"""Tables in, tables out: the same answers whatever the file, in words and in codes, bad rows set aside."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.population.tables import WRITERS, read_text, write_csv
from zhiwei import rulebook
from zhiwei.population import Question, Summary, run
from zhiwei.population.defects import InputDefects

HEADINGS = [
    "编号", "组织形式", "应纳税所得额", "税法行业类别", "从业人数（年度平均）", "资产总额（年度平均）（万元）",
    "国家限制或禁止行业", "征收方式", "高新技术企业证书有效", "营业收入@2011",
]  # fmt: skip
SMALL = ["有限责任公司", "工业企业", 50, 800, "否", "查账征收", "否"]


def firm(name: str, income: Any, last_year: Any = None) -> list[Any]:
    """A small industrial company with that taxable income."""
    form, industry, staff, assets, restricted, method, certified = SMALL
    return [name, form, income, industry, staff, assets, restricted, method, certified, last_year]


# 2012: up to 60,000 half of the income at 20 %, above it all of it at 20 %, above 300,000 all at 25 %
TAX = {
    "a": (60000, "6000.00"),
    "b": (60000.01, "12000.00"),
    "c": (300000, "60000.00"),
    "d": (300000.01, "75000.00"),
    "e": (-1, "0.00"),
    "f": (None, ""),
}
FIRMS = [HEADINGS, *(firm(name, income) for name, (income, _) in TAX.items())]
QUESTION = Question("2012-12-31", measures=("27.3",), variables=("corporate_income_tax",))


def answered(tmp_path: Path, source: Path, suffix: str = ".csv", **options: Any) -> tuple[Path, Summary]:
    """The answers of a table and what the run says of it."""
    target = tmp_path / f"out{suffix}"
    question = options.pop("question", QUESTION)
    return target, run(rulebook(), source, target, question, **options)


@pytest.mark.parametrize("suffix_in", WRITERS)
@pytest.mark.parametrize("suffix_out", WRITERS)
def test_the_same_answers_from_and_into_every_kind_of_file(
    tmp_path: Path, suffix_in: str, suffix_out: str
) -> None:
    target, summary = answered(tmp_path, WRITERS[suffix_in](tmp_path / f"in{suffix_in}", FIRMS), suffix_out)
    assert (summary.answered, summary.rejected, summary.ok) == (6, 0, True)
    rows = read_text(target)
    assert list(rows[0]) == ["id", "corporate_income_tax", "27.3_verdict", "27.3_amount", "27.3_missing"]
    assert {row["id"]: row["corporate_income_tax"] for row in rows} == {k: tax for k, (_, tax) in TAX.items()}
    assert [(row["27.3_verdict"], row["27.3_amount"], row["27.3_missing"]) for row in rows] == [
        ("entitled", "9000.00", ""),
        ("not_entitled", "", ""),
        ("not_entitled", "", ""),
        ("not_entitled", "", ""),
        ("entitled", "0.00", ""),
        ("undetermined", "", "taxable_income"),
    ]


def test_codes_mean_the_same_as_words(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "in.csv", FIRMS)
    question = Question(
        "2012-12-31", measures=("27.3",), variables=("corporate_income_tax", "size_class", "small_low_profit")
    )
    words = read_text(answered(tmp_path, source, question=question)[0])
    target, summary = answered(tmp_path, source, ".parquet", question=question, encode="codes")
    frame = pl.read_parquet(target)
    assert frame.schema == {
        "id": pl.String(),
        "corporate_income_tax": pl.Int64(),
        "size_class": pl.UInt8(),
        "small_low_profit": pl.UInt8(),
        "27.3_verdict": pl.UInt8(),
        "27.3_amount": pl.Int64(),
        "27.3_deciding": pl.UInt8(),
        "27.3_missing": pl.UInt64(),
    }
    assert summary.files[1].name == "out.parquet.dictionary.json"
    meaning = json.loads(summary.files[1].read_text(encoding="utf-8"))
    bits = meaning["measures"]["27.3"]["missing_bits"]
    flags = meaning["variables"]["small_low_profit"]["codes"]
    decoded = [
        {
            "id": row["id"],
            "corporate_income_tax": yuan(row["corporate_income_tax"]),
            "size_class": "",
            "small_low_profit": ""
            if row["small_low_profit"] is None
            else flags[str(row["small_low_profit"])],
            "27.3_verdict": meaning["verdicts"][str(row["27.3_verdict"])],
            "27.3_amount": yuan(row["27.3_amount"]),
            "27.3_missing": ";".join(f for i, f in enumerate(bits) if row["27.3_missing"] >> i & 1),
        }
        for row in frame.iter_rows(named=True)
    ]
    assert decoded == words
    deciding = meaning["measures"]["27.3"]["deciding"]
    named = {row["id"]: deciding.get(str(row["27.3_deciding"])) for row in frame.iter_rows(named=True)}
    assert named == dict.fromkeys("aef") | {
        "b": "slp_income_reduced",
        "c": "slp_income_reduced",
        "d": "small_low_profit",
    }
    assert meaning["variables"]["size_class"]["codes"] == {
        "0": "large",
        "1": "medium",
        "2": "small",
        "3": "micro",
        "4": "not_covered",
    }


def yuan(fen: int | None) -> str:
    """Fen as the words would have them."""
    return "" if fen is None else f"{fen / 100:.2f}"


def test_statuses_that_are_no_value(tmp_path: Path) -> None:
    rows = [["编号", "组织形式", "应纳税所得额"], ["a", "个体工商户", 1], ["b", "", ""]]
    source = write_csv(tmp_path / "in.csv", rows)
    day = Question("2012-12-31", variables=("corporate_income_tax",))
    assert [r["corporate_income_tax"] for r in read_text(answered(tmp_path, source, question=day)[0])] == [
        "n/a",
        "",
    ]
    company = write_csv(tmp_path / "company.csv", [HEADINGS, firm("a", 60000)])
    later = Question("2028-12-31", variables=("corporate_income_tax",))
    (row,) = read_text(answered(tmp_path, company, question=later)[0])
    assert row == {"id": "a", "corporate_income_tax": "unknown_law"}


def test_last_years_column_is_another_fact(tmp_path: Path) -> None:
    rows = [
        ["编号", "行业代码", "行业分类版本", "从业人员", "营业收入", "资产总额", "成立日期", "符合产业政策", "营业收入@2011（万元）"],
        ["a", "1830", "2011", "50", "6000000", "1", "2010-05-01", "是", "500"],
        ["b", "1830", "2011", "50", "6000000", "1", "2010-05-01", "是", ""],
    ]  # fmt: skip
    question = Question("2012-06-30", measures=("27.5",))
    first, second = read_text(answered(tmp_path, write_csv(tmp_path / "in.csv", rows), question=question)[0])
    assert (first["27.5_verdict"], first["27.5_missing"]) == ("entitled", "")
    assert first["27.5_amount"] == "5000.00"  # 0.1 % of last year's revenue, waived in the first three years
    assert (second["27.5_amount"], second["27.5_missing"]) == ("", "revenue@2011")


def test_bad_rows_are_set_aside_with_their_reasons_and_good_ones_answered(tmp_path: Path) -> None:
    rows = [HEADINGS, firm("a", 60000), firm("b", "六万"), firm("a", 60000), firm("c", 60000.01)]
    target, summary = answered(tmp_path, write_csv(tmp_path / "in.csv", rows))
    assert [row["id"] for row in read_text(target)] == ["a", "c"]
    assert (summary.answered, summary.rejected, summary.ok) == (2, 2, False)
    assert [d.describe() for d in summary.defects] == [
        "in.csv 第3行 第3列“应纳税所得额”：值“六万”：不是数字。填数字，如 1200 或 1,200.50；不知道就留空。",
        "in.csv 第4行 第1列“编号”：值“a”：与第2行的编号相同。每个主体一个编号，重复的删去。",
    ]
    rejects = target.with_name("out.csv.rejects.csv")
    assert summary.files == [target, rejects]
    with rejects.open(encoding="utf-8-sig", newline="") as text:
        first, second = csv.DictReader(text)
    assert (first["row"], first["编号"], first["应纳税所得额"]) == ("3", "b", "六万")
    assert first["reasons"] == summary.defects[0].describe()
    assert second["row"] == "4"


def test_a_leftover_of_an_earlier_run_is_removed(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "in.csv", [HEADINGS, firm("a", "六万")])
    answered(tmp_path, source)
    assert (tmp_path / "out.csv.rejects.csv").exists()
    answered(tmp_path, write_csv(source, [HEADINGS, firm("a", 60000)]))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_a_column_with_a_bad_heading_is_reported_and_not_read(tmp_path: Path) -> None:
    headings = [h.replace("应纳税所得额", "应纳税所得额（元）（万元）") for h in HEADINGS]
    target, summary = answered(tmp_path, write_csv(tmp_path / "in.csv", [headings, firm("a", 60000)]))
    assert [d.problem.code for d in summary.defects] == ["two_units"]
    assert [row["27.3_missing"] for row in read_text(target)] == ["taxable_income"]
    assert not summary.ok


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    rows = [["编号", "营业收入"], ["a", "300"], ["b", "280"], ["c", "260"]]
    _, summary = answered(tmp_path, write_csv(tmp_path / "in.csv", rows))
    (warning,) = summary.defects
    assert warning.describe("en") == (
        '(warning) in.csv, column 2 "营业收入": the largest value of the column is only 300.00 yuan. '
        "If it is in ten thousands, write (万元) in the heading; if it is in yuan, write (元)."
    )
    assert summary.ok


def test_progress_reaches_its_total(tmp_path: Path) -> None:
    seen: list[tuple[int, int, int]] = []
    source = write_csv(tmp_path / "in.csv", FIRMS)
    answered(tmp_path, source, rows=4, progress=lambda d, t, n: seen.append((d, t, n)))
    assert [rows for _, _, rows in seen] == [4, 6, 6]
    assert seen[-1][0] == seen[-1][1]


def test_input_and_output_that_cannot_be_used(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "in.csv", FIRMS)
    with pytest.raises(InputDefects):
        answered(tmp_path, source, ".doc")
    assert not list(tmp_path.glob("*.doc*"))


@pytest.mark.parametrize("name", ["firms.csv", "../here/firms.csv"])
def test_the_input_is_never_written_over(tmp_path: Path, name: str) -> None:
    here = tmp_path / "here"
    here.mkdir()
    source = write_csv(here / "firms.csv", FIRMS)
    before = source.read_bytes()
    with pytest.raises(InputDefects) as refused:
        run(rulebook(), source, here / name, QUESTION)
    assert [d.describe() for d in refused.value.defects] == [
        "firms.csv：结果文件就是输入文件，会把原数据覆盖。给结果另起一个文件名。"
    ]
    assert source.read_bytes() == before


def test_numbers_of_a_workbook_are_quoted_as_they_were_typed(tmp_path: Path) -> None:
    """A spreadsheet keeps every number as a float; nobody typed -3.0."""
    source = WRITERS[".xlsx"](tmp_path / "in.xlsx", [["编号", "从业人员"], ["a", -3], ["b", 2.5]])
    _, summary = answered(tmp_path, source)
    assert [(d.place.row, d.value) for d in summary.defects] == [(2, "-3"), (3, "2.5")]
