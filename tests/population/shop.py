"""An invented entity: facts of every kind, and a short code list."""

from __future__ import annotations

from typing import Any

from zhiwei.engine.model import Member, Variable
from zhiwei.engine.types import ValueType
from zhiwei.population.codes import CodeList

FORMS = (Member("company", "公司", "company"), Member("sole_trader", "个体户", "sole trader"))
CODES = {"industry_codes": CodeList(["01", "011", "0111", "13", "013", "0131", "1310", "3411"])}


def fact(name: str, zh: str, en: str, kind: str, **options: Any) -> Variable:
    """A fact; ``unit``, ``enum`` and ``code_list`` go to its type."""
    of_type = {k: options.pop(k) for k in ("unit", "code_list") if k in options}
    value_type = ValueType(kind, enum="Form" if kind == "enum" else None, **of_type)
    return Variable(name, "shop", zh, en, value_type, **options)


FACTS = {
    f.name: f
    for f in (
        fact("name", "名称", "name", "text"),
        fact("form", "组织形式", "form of trade", "enum", enum=FORMS),
        fact("founded_on", "成立日期", "founding date", "date"),
        fact("merged_on", "合并日期", "merger date", "date", optional=True),
        fact("industry_code", "行业代码", "industry code", "code", code_list="industry_codes"),
        fact("staff", "从业人员", "staff", "count", unit="person", minimum=0, aliases=("职工人数",)),
        fact("average_staff", "从业人数（年度平均）", "average staff", "number", unit="person", minimum=0),
        fact("revenue", "营业收入", "operating revenue", "money", period="year", minimum=0),
        fact("sales", "月销售额", "monthly sales", "money", period="month", minimum=0),
        fact("profit", "利润", "profit", "money", period="year"),
        fact("share", "份额", "share", "rate", minimum=0, maximum=1),
        fact("certified", "已认定", "certified", "flag"),
        fact("crates", "箱数", "crates", "count", minimum=0, step=12),
    )
}
