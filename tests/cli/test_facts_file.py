"""Files of facts: everything wrong is said at once, nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.call import answered, zhiwei

FORMS = "有限责任公司、一人有限责任公司、股份有限公司、个人独资企业、合伙企业、农民专业合作社、个体工商户、其他个人"
CHECK = "Check year, month and day; leave it empty if unknown."
DAY = ("--as-of", "2012-12-31")


def said(tmp_path: Path, text: str, *words: str, suffix: str = ".yaml") -> list[str]:
    """What is said of a file that cannot be used."""
    path = tmp_path / f"facts{suffix}"
    path.write_text(text, encoding="utf-8")
    called = zhiwei("calc", "size_class", "--facts", path, *DAY, *words)
    assert (called.code, called.out) == (1, "")
    return called.err.splitlines()


def test_every_defect_at_once_in_chinese(tmp_path: Path) -> None:
    text = """
    facts:
      从业人员: -3
      营业收入（万元）: 300元
      成立日期: 2012-02-30
      行业代码: 6242
      行业分类版本: 2011
      组织形式: 有限公司
      营业收人@2011: 5
    links: {owner: {}}
    """
    assert said(tmp_path, text) == [
        "facts.yaml “营业收人@2011”：不认识的事实名。是否应为“营业收入”？可用的名称见 zhiwei law variables。",
        "facts.yaml “从业人员”：值“-3”：小于最小值 0。填 0 或更大的数；不知道就留空。",
        "facts.yaml “营业收入（万元）”：值“300元”：同一列声明了两个单位：列名写明万元，这里写元。全列统一用万元或元。",
        "facts.yaml “成立日期”：值“2012-02-30”：没有这一天。核对年月日；不知道就留空。",
        f"facts.yaml “组织形式”：值“有限公司”：不在可选项之内。可填：{FORMS}；不知道就留空。",
        "facts.yaml “industry_code”：值“6242”：GB/T 4754-2011 中没有这个代码。核对代码；该代码见于 2017 版，可把版本改为 2017。",
        "facts.yaml “owner”：不认识的关联。这类主体没有关联。",
        "共 7 处错误、0 处提醒。",
    ]


def test_the_same_in_english(tmp_path: Path) -> None:
    text = '{"facts": {"employees": -3, "staf": 1, "founded_on": "2012-02-30"}}'
    assert said(tmp_path, text, "--lang", "en", suffix=".json") == [
        'facts.json, "staf": unknown fact. See zhiwei law variables for the names.',
        'facts.json, "employees": value "-3": below the minimum 0. Write 0 or more; leave it empty if unknown.',
        f'facts.json, "founded_on": value "2012-02-30": there is no such day. {CHECK}',
        "3 errors, 0 warnings.",
    ]


@pytest.mark.parametrize(
    ("text", "suffix", "what"),
    [
        ("[]", ".json", "facts.json：值“[]”：应为“名称: 值”的形式。格式见 docs/files.md。"),
        (
            '{"facts": []}',
            ".json",
            "facts.json “facts”：值“[]”：应为“名称: 值”的形式。格式见 docs/files.md。",
        ),
        ('{"facts": {}, "fact": {}}', ".json", "facts.json “fact”：不认识的项。可用：entity, facts, links。"),
        (
            '{"facts": {"employees": 1, "employees": 2}}',
            ".json",
            "facts.json：值“employees”：这一项写了两次。只留一处。",
        ),
        ("employees: 1\nemployees: 2\n", ".yaml", "facts.yaml：值“employees”：这一项写了两次。只留一处。"),
        (
            '{"facts": {"employees": [1]}}',
            ".json",
            "facts.json “employees”：值“[1]”：应为一个值。格式见 docs/files.md。",
        ),
        (
            '{"entity": "frim", "facts": {}}',
            ".json",
            "facts.json “entity”：值“frim”：不认识的主体类型。可用：",
        ),
        ('{"facts": {"uscc": "91350100M000100Y44"}}', ".json", "校验码不符：应为 3，现为 4"),
        (
            '{"facts": {"industry_code": 111}}',
            ".json",
            "代码存成了数字，前导零可能已丢失。把该列设为文本格式，写成 0111或111。",
        ),
        (
            '{"facts": {"revenue": {"value": 1, "worth": 2}}}',
            ".json",
            "facts.json “revenue”：不认识的项“worth”",
        ),
        (
            '{"facts": {"revenue@2011": {"value": 1, "period": "2012"}}}',
            ".json",
            "facts.json “revenue@2011”：值“2012”：名称写明 2011，period 写的是另一期间。只写一处。",
        ),
        ('{"facts": {"revenue": NaN}}', ".json", "facts.json “revenue”：值“NaN”：不是数字"),
    ],
)
def test_single_defects(tmp_path: Path, text: str, suffix: str, what: str) -> None:
    (line,) = said(tmp_path, text, suffix=suffix)
    assert what in line


@pytest.mark.parametrize(("text", "suffix"), [("{", ".json"), ("a: [", ".yaml"), ('{"a": 1,}', ".json")])
def test_files_that_are_no_json_or_yaml(tmp_path: Path, text: str, suffix: str) -> None:
    (line,) = said(tmp_path, text, suffix=suffix)
    assert line.startswith(f"facts{suffix}：不是有效的 JSON 或 YAML（")


def test_the_entity_of_the_option_and_of_the_file(tmp_path: Path) -> None:
    (line,) = said(tmp_path, '{"entity": "bid", "facts": {}}', "--entity", "enterprise", suffix=".json")
    assert line == "facts.json “entity”：值“bid”：与 --entity enterprise 不一致。去掉该选项，或改正这一项。"


def test_plain_facts_without_a_wrapper(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(
        "employees: 19\nrevenue: 300万元\nindustry_code: 0111\nindustry_edition: 2011\n", encoding="utf-8"
    )
    found = answered("calc", "calc", "size_class", "--facts", path, *DAY)["variables"]["size_class"]
    assert (found["status"], found["value"]) == ("known", "small")  # agriculture: 50 up to 500 万元
