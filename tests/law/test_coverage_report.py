"""Coverage as text and as JSON."""

import json
from pathlib import Path

import pytest

from tests.law.small_law import write_law
from zhiwei.law.bindings import bind
from zhiwei.law.coverage import Coverage, coverage
from zhiwei.law.coverage_report import coverage_json, coverage_text
from zhiwei.law.parameters import load_parameters
from zhiwei.law.reasons import load_reasons
from zhiwei.law.sentences import load_opinions


def covered(folder: Path, *cites: str) -> Coverage:
    write_law(folder)
    parameters = load_parameters(folder).values()
    runners = bind([("tea_tax", cites)], [("1.2", cites)], parameters)
    return coverage(load_opinions(folder), parameters, runners, load_reasons(folder))


def test_the_report_in_chinese(tmp_path: Path) -> None:
    assert (
        coverage_text(covered(tmp_path, "1.2", "2.1"))
        == """\
句：6/6 条有着落；可执行句 3 条，已执行 2 条，待建 1 条；仅文本 3 条
数字：共 8 个，参数绑定 5 个，非规范 3 个，无着落 0 个
缺陷：0 处

0.1   仅文本
0.2   仅文本
1.1   仅文本
1.2   可执行  rule tea_tax; measure 1.2 [half_limit, half]
1.3   待建  待建 [winners]
2.1   可执行  rule tea_tax; measure 1.2 [tea_tax_rate]

1.2      7-10  6万元  已绑定  half_limit
1.2     14-16  减半  已绑定  half
1.3      0-2   每年  已绑定  winners
1.3      4-7   10家  已绑定  winners
2.1      3-5   3%  已绑定  tea_tax_rate"""
    )


def test_the_report_in_english_ends_with_the_defects(tmp_path: Path) -> None:
    assert (
        coverage_text(covered(tmp_path, "1.2"), "en", rows=False)
        == """\
records: 5 of 6 accounted for; of 3 operative sentences 1 run, 1 are pending; 3 are text only
numbers: 8 tokens, 5 bound to parameters, 3 not norms, 0 loose
defects: 1

sentence 2.1: no rule or measure cites it, and it is not listed as pending: 茶税按3%收取。 \
(cite it, or give a reason in pending.yaml)"""
    )


def test_the_report_as_json(tmp_path: Path) -> None:
    data = json.loads(json.dumps(coverage_json(covered(tmp_path, "1.2", "2.1"))))
    assert list(data) == ["complete", "totals", "records", "tokens", "defects"]
    assert data["complete"] is True
    assert data["records"][4] == {
        "sentence": "1.3", "kind": "workflow", "operative": True, "state": "pending", "rules": [], "measures": [],
        "rooms": [], "parameters": ["winners"], "reason": {"key": "workflow", "zh": "待建", "en": "planned"},
        "check": "count them",
    }  # fmt: skip
    assert data["tokens"][2] == {
        "sentence": "1.2", "start": 7, "end": 10, "text": "6万元", "family": "money", "state": "quoted",
        "parameters": ["half_limit"], "reason": None, "note": "",
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_ends_in_blanks(tmp_path: Path, lang: str) -> None:
    lines = coverage_text(covered(tmp_path, "1.2", "2.1"), lang).split("\n")
    assert [line for line in lines if line != line.rstrip()] == []
