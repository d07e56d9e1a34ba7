"""Receipts: written with an answer, reproduced from what they name, and found out when changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.call import EXAMPLES, answered, zhiwei
from tests.cli.validate import faults
from zhiwei.schemas import schema

Edit = Callable[[dict[str, Any]], None]


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    """A receipt of the example firm."""
    path = tmp_path / "receipt.json"
    called = zhiwei(
        "answer", EXAMPLES / "firm.json", "--as-of", "2012-12-31", "--measure", "27.3",
        "--decisions", EXAMPLES / "decisions.yaml", "--receipt", path,
    )  # fmt: skip
    assert called.code == 0
    return path


def test_a_receipt_names_its_rulebook_and_keeps_it(receipt: Path) -> None:
    record = json.loads(receipt.read_text(encoding="utf-8"))
    assert faults(record, schema("receipt")) == []
    assert (receipt.parent / "rulebooks" / f"{record['rulebook']}.json").is_file()


def test_it_is_reproduced(receipt: Path) -> None:
    found = answered("receipt_check", "receipt", "check", receipt)
    assert (found["reproduced"], found["differences"], found["under_today"]) == (True, [], [])
    lines = zhiwei("receipt", "check", receipt).out.splitlines()
    assert lines[0].endswith("重现：判定、金额、推演步骤全部相同")
    assert lines[1] == "按今日规则集，结果相同"


def test_particulars_of_facts_are_reproduced(tmp_path: Path) -> None:
    path = tmp_path / "receipt.json"
    assert zhiwei("answer", EXAMPLES / "firm.yaml", "--as-of", "2012-12-31", "--receipt", path).code == 0
    facts = json.loads(path.read_text(encoding="utf-8"))["subject"]["facts"]
    assert facts["taxable_income@2012"] == {
        "value": "52000.00", "source": "2012年度企业所得税申报表", "received_on": "2013-05-20",
    }  # fmt: skip
    assert facts["monthly_sales"] == {"status": "refused"}
    assert answered("receipt_check", "receipt", "check", path)["reproduced"] is True


def change(receipt: Path, edit: Edit) -> None:
    """Write the receipt anew with something changed."""
    record = json.loads(receipt.read_text(encoding="utf-8"))
    edit(record)
    receipt.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def test_a_changed_fact_is_found_out(receipt: Path) -> None:
    def edit(record: dict[str, Any]) -> None:
        record["subject"]["facts"]["taxable_income"]["value"] = "60000.00"

    change(receipt, edit)
    called = zhiwei("receipt", "check", receipt, "--lang", "en")
    assert called.code == 1
    assert called.out.startswith("not reproduced")
    assert "answer.measures[0].verdict: 'not_entitled' then, 'entitled' now" in called.out


def test_a_rulebook_that_is_nowhere(receipt: Path) -> None:
    change(receipt, lambda record: record.update(rulebook="0" * 64))
    called = zhiwei("receipt", "check", receipt)
    assert called.code == 1
    assert f"{'0' * 64} is not in" in called.err
    assert "--rulebooks" in called.err


def test_a_file_that_is_no_receipt() -> None:
    called = zhiwei("receipt", "check", EXAMPLES / "firm.json")
    assert called.code == 1
    assert called.err == (
        "firm.json: is no receipt: it names no rulebook (give a file that --receipt wrote)\n"
    )
