"""`zhiwei workbook`: the summary on the screen and the workbook of answers."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.call import EXAMPLES, Called, zhiwei
from zhiwei import rulebook

SHEETS = ["判定", "缺项", "依据", "说明", "问题"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Called, Path]:
    """The workbook on one day of each law."""
    target = tmp_path_factory.mktemp("workbook") / "out" / "answers.xlsx"
    words = ("workbook", EXAMPLES / "firms.xlsx", "-o", target, "--as-of", "2012-06-30", "2026-06-30")
    return zhiwei(*words), target


def rows(path: Path, sheet: str) -> list[dict[str, object]]:
    """A sheet as rows by heading."""
    headings, *body = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in body]


def test_the_summary(made: tuple[Called, Path]) -> None:
    called, target = made
    lines = called.out.splitlines()
    assert called.code == 0
    assert lines[0] == "firms.xlsx：44 户已判定，0 户因填写有误另列"
    assert [line for line in lines if line.startswith("==")] == [
        "== 适用日 2012-06-30 ==",
        "== 适用日 2026-06-30 ==",
        "== 举例 ==",
    ]
    assert any(line.startswith("最缺的事实：") for line in lines)
    assert any(line.startswith("27.3 小型微利企业所得税优惠") and "可以享受 9" in line for line in lines)
    assert lines[-1] == f"写入 {target}"


def test_the_example_points_at_a_step(made: tuple[Called, Path]) -> None:
    text = made[0].out.partition("== 举例 ==")[2]
    assert "结论会改变" in text
    assert "断崖：" in text


def test_the_sheets_are_made_for_reading(made: tuple[Called, Path]) -> None:
    book = openpyxl.load_workbook(made[1])
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
    assert book["判定"]["G2"].number_format in ("#,##0.00", "General")


def test_verdicts_and_amounts(made: tuple[Called, Path]) -> None:
    found = {(r["适用日"], r["编号"], r["措施"]): r for r in rows(made[1], "判定")}
    assert len(found) == 44 * len(rulebook().select("enterprise", None)) * 2
    exact, above = (found["2012-06-30", firm, "27.3"] for firm in ("F09", "F10"))
    assert (exact["判定"], exact["金额（元）"]) == ("可以享受", 9000)
    assert (above["判定"], above["金额（元）"]) == ("不能享受", None)
    assert found["2026-06-30", "F09", "27.2"]["判定"] == "不在有效期内"


def test_missing_facts_clauses_and_explanations(made: tuple[Called, Path]) -> None:
    key = ("2012-06-30", "F19", "27.6")
    missing = [r for r in rows(made[1], "缺项") if (r["适用日"], r["编号"], r["措施"]) == key]
    assert [(r["还需要的事实"], r["列名"]) for r in missing] == [("月销售额", "monthly_sales")]
    clauses = {(r["适用日"], r["措施"]): r for r in rows(made[1], "依据")}
    assert "可部分或全部奖励给企业用于转型升级" in str(clauses["2012-06-30", "27.2"]["原文"])
    said = {(r["适用日"], r["编号"], r["措施"]): r for r in rows(made[1], "说明")}
    assert str(said["2012-06-30", "F10", "27.3"]["说明"]).startswith("不能享受。决定因素：")
    assert "若应纳税所得额不超过 60,000.00 元" in str(
        said["2012-06-30", "F10", "27.3"]["怎样会改变、附近的断崖"]
    )


def test_defects_reach_their_sheet_and_the_exit_code(tmp_path: Path) -> None:
    target = tmp_path / "answers.xlsx"
    called = zhiwei(
        "workbook", EXAMPLES / "mistakes.csv", "-o", target, "--as-of", "2012-06-30", "--lang", "en"
    )
    assert called.code == 1
    assert called.out.startswith("mistakes.csv: 1 firms answered, 7 set aside for defects\n")
    problems = rows(target, "问题")
    assert len(problems) == 11
    assert problems[2] == {
        "类别": "错误",
        "问题": "mistakes.csv 第3行 第9列“应纳税所得额”：值“五万”：不是数字。填数字，如 1200 或 1,200.50；不知道就留空。",
    }


def test_where_the_workbook_goes_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "few.csv").write_text("编号,名称\n1,甲\n", encoding="utf-8")
    assert zhiwei("workbook", "few.csv").code == 0
    assert (tmp_path / "out" / "few-answers.xlsx").is_file()
