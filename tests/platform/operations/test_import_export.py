"""Files into the register and out of it; killed in the middle, an import leaves everything or nothing."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

import pytest
import python_calamine as calamine

from tests.cli.call import EXAMPLES, zhiwei
from tests.platform.operations.conftest import Installation

pytestmark = pytest.mark.database
ROWS = 600
COUNTED = (
    "SELECT count(*) FROM subjects_subject",
    "SELECT count(*) FROM subjects_factrecord",
    "SELECT count(*) FROM audit_act WHERE act = 'facts.import'",
)
READY = "SELECT count(*) FROM subjects_importbatch WHERE state IN ('ready', 'committed')"
EACH = 3
"""Facts that a row gives: revenue, employees, legal form."""


def table(path: Path, rows: int = ROWS) -> Path:
    """A tax authority's table of so many firms ."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["企业名称", "所在行政区划", "组织形式", "营业收入@2011（万元）", "从业人员"])
        for n in range(rows):
            writer.writerow([f"杭州第{n:05d}号五金制品有限公司", "330106", "有限责任公司", n, n % 300])
    return path


def take(installation: Installation, file: Path, *more: str, code: int = 0) -> str:
    """Import a table."""
    return installation.zhiwei("import", "facts", file, "--source", "tax", "--create", *more, code=code)


@pytest.mark.large
def test_the_same_file_twice_changes_nothing(installation: Installation, tmp_path: Path) -> None:
    file = table(tmp_path / "firms.csv", 40)
    assert "新主体 40" in take(installation, file, "--dry-run")
    assert installation.ask(*COUNTED) == [0, 0, 0]
    assert "新主体 40" in take(installation, file)
    before = installation.ask(*COUNTED)
    assert before[0] == 40
    assert "无变化 40" in take(installation, file)
    assert installation.ask(*COUNTED)[:2] == before[:2]


@pytest.mark.large
def test_a_kill_in_the_middle_leaves_everything_or_nothing(
    installation: Installation, tmp_path: Path
) -> None:
    file = table(tmp_path / "firms.csv")
    words = ("import", "facts", file, "--source", "tax", "--create")
    seen = []
    for number, delay in enumerate((0.0, 0.1, 0.3), 1):
        process = installation.start(*words)
        while installation.ask(READY)[0] < number and process.poll() is None:
            time.sleep(0.005)
        time.sleep(delay)  # it now takes over what it read, in one transaction
        process.kill()
        process.communicate()
        subjects, facts, acts = installation.ask(*COUNTED)
        seen.append(subjects)
        assert subjects in (0, ROWS)
        assert facts == EACH * subjects
        assert acts == subjects // ROWS
        if subjects:
            break
    take(installation, file)
    assert installation.ask(*COUNTED)[:2] == [ROWS, EACH * ROWS]
    assert seen[0] == 0
    installation.zhiwei("manage", "verify_audit")


def test_a_faulty_file_comes_back_marked(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "firms.csv"
    file.write_text("企业名称,所在行政区划,从业人员\n杭州远景五金有限公司,330106,-3\n", encoding="utf-8")
    said = take(installation, file, "--marked", str(tmp_path / "marked.xlsx"), code=1)
    assert "第2行“从业人员”" in said
    assert (tmp_path / "marked.xlsx").read_bytes()[:2] == b"PK"
    assert installation.ask(*COUNTED) == [0, 0, 0]


def test_an_unknown_source_is_told(installation: Installation, tmp_path: Path) -> None:
    file = table(tmp_path / "firms.csv", 1)
    said = installation.zhiwei("import", "facts", file, "--source", "nobody", code=1)
    assert "没有来源 nobody" in said
    assert "tax" in said


def test_decisions_go_in_once_and_come_out_as_they_went(installation: Installation, tmp_path: Path) -> None:
    file = EXAMPLES / "decision.json"
    assert "登记 1 份" in installation.zhiwei("import", "decisions", file)
    assert "登记 0 份，已在册 1 份" in installation.zhiwei("import", "decisions", file)
    out = tmp_path / "decisions.json"
    installation.zhiwei("export", "decisions", "-o", out)
    (told,), given = json.loads(out.read_text(encoding="utf-8")), json.loads(file.read_text(encoding="utf-8"))
    given = given[0] if isinstance(given, list) else given
    assert {name: told[name] for name in given} == given
    asked = ("answer", EXAMPLES / "firm.json", "--as-of", "2012-12-31", "--format", "json", "--decisions")
    assert installation.zhiwei(*asked, out) == installation.zhiwei(*asked, file)


def test_refused_decisions_write_nothing(installation: Installation, tmp_path: Path) -> None:
    good = json.loads((EXAMPLES / "decision.json").read_text(encoding="utf-8"))
    good = good[0] if isinstance(good, list) else good
    bad = {**good, "division": "999999", "fills": {"reward_share": "7"}}
    (tmp_path / "d.json").write_text(json.dumps([good, bad]), encoding="utf-8")
    said = installation.zhiwei("import", "decisions", tmp_path / "d.json", code=1)
    assert "decision 2" in said
    out = tmp_path / "decisions.json"
    installation.zhiwei("export", "decisions", "-o", out)
    assert json.loads(out.read_text(encoding="utf-8")) == []


def test_every_register_in_every_form(installation: Installation, tmp_path: Path) -> None:
    take(installation, table(tmp_path / "firms.csv", 3))
    for name, rows in (("subjects.csv", 3), ("subjects.xlsx", 3), ("facts.json", 3 * EACH)):
        kind = name.partition(".")[0]
        assert f"{rows} 行" in installation.zhiwei("export", kind, "-o", tmp_path / name)
    listed = json.loads((tmp_path / "facts.json").read_text(encoding="utf-8"))
    assert {(one["period"], one["value"]) for one in listed if one["name"] == "revenue"} == {
        ("2011", "0.00"),
        ("2011", "10000.00"),
        ("2011", "20000.00"),
    }
    with (tmp_path / "subjects.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.reader(file))) == 4
    sheet = calamine.load_workbook(str(tmp_path / "subjects.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[1] for row in sheet[1:]] == [f"杭州第{n:05d}号五金制品有限公司" for n in range(3)]
    assert installation.ask("SELECT count(*) FROM audit_act WHERE act = 'export'") == [3]


@pytest.mark.parametrize(("name", "code", "said"), [("there.json", 1, "不会覆盖"), ("acts.txt", 2, ".xlsx")])
def test_where_nothing_is_exported_to(tmp_path: Path, name: str, code: int, said: str) -> None:
    (tmp_path / "there.json").write_text("mine")
    called = zhiwei("export", "acts", "-o", tmp_path / name)
    assert (called.code, said in called.err) == (code, True)
    assert (tmp_path / "there.json").read_text() == "mine"
