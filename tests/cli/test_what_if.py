"""`zhiwei what-if`: exit codes, what is printed and written, and what is said of bad files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.call import EXAMPLES, answered, zhiwei
from tests.cli.validate import faults
from zhiwei.schemas import schema

REFORM, FIRMS = EXAMPLES / "reform.yaml", EXAMPLES / "firms.xlsx"


@pytest.fixture(autouse=True)
def kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No compiled kernel is there: few rows are answered without."""
    monkeypatch.setenv("ZHIWEI_CACHE", str(tmp_path / "cache"))


def test_the_example_in_chinese() -> None:
    called = zhiwei("what-if", REFORM, FIRMS)
    assert called.code == 0, called.err
    lines = called.out.splitlines()
    assert lines[0].startswith(
        "减半计入应纳税所得额的上限由 6 万元提高到 10 万元（假设推演，不是法律；适用日 2012-12-31；"
    )
    assert lines[1] == "  slp_half_limit 减半计入应纳税所得额的年应纳税所得额上限：60000.00 → 100000.00"
    # Firms of the example above 60,000 and up to 100,000: 60,000.01 and 98,700; each saves a tenth of its income.
    assert (
        "合计：受益 2 户，受损 0 户，不变 39 户，事实不足 3；受益 15,870.00 元，受损 0.00 元，财政成本 15,870.00 元"
        in lines
    )
    assert "  断崖 应纳税所得额 60000.00 元：消失；现行 6000.00 (波及至 67499.99)" in lines
    assert "  断崖 应纳税所得额 100000.00 元：新增；假设 10000.00 (波及至 112499.99)" in lines


def test_the_example_as_json_fits_its_schema() -> None:
    content = answered("what_if", "what-if", REFORM, FIRMS)
    assert content["hypothetical"] is True
    assert content["input"] == {"file": "firms.xlsx", "counted": 44, "set_aside": 0}
    total = next(line for line in content["lines"] if line["name"] == "total")
    assert (total["winners"], total["losers"], total["undetermined"], total["cost"]) == (2, 0, 3, "15870.00")
    assert sum(g["winners"] for g in total["groups"]["size_class"]) == 2
    assert {n["change"] for n in content["notches"]["list"]} == {"new", "vanished", "kept"}


def test_variants_and_a_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    called = zhiwei(
        "what-if", REFORM, FIRMS, "--variants", EXAMPLES / "reform-variants.yaml", "-o", out, "--lang", "en",
        "--notches", 0, "--measures", "none",
    )  # fmt: skip
    assert called.code == 0, called.err
    assert "notches: not searched" in called.out
    assert "... 30 more, in the tables of -o" in called.out
    content = json.loads((out / "what-if.json").read_text(encoding="utf-8"))
    assert faults(content, schema("what_if")) == []
    assert len(content["variants"]) == 50
    assert content["variants"][0]["values"] == {"slp_half_limit": "60000.00", "slp_half_inclusion": "0.5"}
    assert content["variants"][0]["lines"]["total"]["cost"] == "0.00"
    assert "A supposition, not law" in (out / "report.html").read_text(encoding="utf-8")


def test_options_stand_before_the_file(tmp_path: Path) -> None:
    content = answered(
        "what_if", "what-if", REFORM, FIRMS, "--measures", "27.3", "--variables", "size_class,corporate_income_tax=received",
        "--total", "27.3", "--as-of", "2013-06-30", "--notches", 0,
    )  # fmt: skip
    assert content["law"]["as_of"] == "2013-06-30"
    assert [line["name"] for line in content["lines"]] == [
        "total",
        "27.3",
        "size_class",
        "corporate_income_tax",
    ]
    assert content["lines"][3]["money"] == "received"
    assert "winners" not in content["lines"][2]


@pytest.mark.parametrize("file", ["reform.yaml", "reform-localities.yaml"])
def test_the_example_fits_the_schema_of_reforms(file: str) -> None:
    content = yaml.load((EXAMPLES / file).read_text(encoding="utf-8"), yaml.BaseLoader)
    assert faults(content, schema("reform")) == []


def test_a_bad_reform_is_told_whole(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("as_of: 2012-12-31\nchanges: {slp_rat: 1, slp_rate: 20}\n", encoding="utf-8")
    called = zhiwei("what-if", path, FIRMS, "--lang", "en")
    assert (called.code, called.out) == (1, "")
    assert called.err.splitlines() == [
        "bad.yaml: title: no title (say what the reform is)",
        "bad.yaml: changes.slp_rat: there is no parameter slp_rat (did you mean slp_rate?)",
        "bad.yaml: changes.slp_rate: '20' is above 1, as no recorded rate is (write a percentage as 20%)",
    ]


def test_bad_rows_are_set_aside_and_told() -> None:
    called = zhiwei("what-if", REFORM, EXAMPLES / "mistakes.csv", "--notches", 0)
    assert called.code == 1
    assert "mistakes.csv" in called.err
    assert called.out


def test_usage(tmp_path: Path) -> None:
    assert zhiwei("what-if", REFORM, tmp_path / "no.csv").code == 2
    assert zhiwei("what-if", tmp_path / "no.yaml", FIRMS).code == 2
    called = zhiwei("what-if", REFORM, FIRMS, "--variables", "corporate_tax")
    assert called.code == 2
    assert "corporate_income_tax" in called.err
    assert zhiwei("what-if", REFORM, FIRMS, "--entity", "shop").code == 2


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("here", encoding="utf-8")
    called = zhiwei("what-if", REFORM, FIRMS, "-o", blocked / "below", "--lang", "en")
    assert called.code == 1
    assert "below" in called.err
    assert called.out == ""
    assert blocked.read_text(encoding="utf-8") == "here"
