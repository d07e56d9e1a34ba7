"""Every rule of the rulebook in words."""

from __future__ import annotations

import pytest

from zhiwei import rulebook
from zhiwei.engine import tree
from zhiwei.platform.portal.rule_text import rule_lines


def one(entity: str, variable: str, number: int = 0) -> list[tuple[int, str]]:
    """The lines of one rule."""
    data = rulebook().data
    return [(line.depth, line.text) for line in rule_lines(data.rules[entity, variable][number], data, "zh")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_has_words_for_everything_it_reads(lang: str) -> None:
    data = rulebook().data
    for (entity, name), records in data.rules.items():
        for record in records:
            text = "\n".join(line.text for line in rule_lines(record, data, lang))
            assert text, f"{entity}.{name}"
            for binding in record.bindings:
                read = binding.name in tree.free_names(record.body)
                raw = f"{binding.name} " in f"{text} " and "_" in binding.name
                assert not (read and raw), f"{entity}.{name} shows the bare name {binding.name}"


def test_conditions_and_formula() -> None:
    assert one("enterprise", "small_low_profit_income_tax") == [
        (0, "如果：应纳税所得额 ≤ 0"),
        (1, "结果＝0"),
        (0, "否则："),
        (1, "结果＝应纳税所得额 × 小型微利企业实际税率"),
    ]


def test_local_names_are_told_as_what_they_stand_for() -> None:
    lines = one("enterprise", "small_low_profit_income_tax", 1)
    assert lines[-1][1].startswith("结果＝（（较小者（应纳税所得额、")
    assert "lower" not in lines[-1][1]


def test_a_list_of_conditions_stands_line_by_line() -> None:
    lines = one("enterprise", "small_low_profit")
    assert lines[0] == (0, "同时符合：")
    assert (1, "应纳税所得额 ≤ 小型微利企业年应纳税所得额上限") in lines
    assert any("按税法行业类别查" in text for _depth, text in lines)


def test_chains_of_choices_stay_on_one_depth() -> None:
    depths = [depth for depth, text in one("enterprise", "size_class") if "如果" in text]
    assert depths == [0, 0, 0, 0]
