"""What can be wrong with a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhiwei.population.defects import Problem, Severity

LEAVE_ZH = "不知道就留空"
LEAVE_EN = "leave it empty if unknown"


def not_a_number(zh: str = "填数字，如 1200 或 1,200.50") -> Problem:
    """Text where a number is wanted."""
    return Problem(
        "not_a_number",
        "不是数字",
        "not a number",
        f"{zh}；{LEAVE_ZH}",
        f"write a number such as 1200 or 1,200.50; {LEAVE_EN}",
    )


def dash() -> Problem:
    """A dash, which may mean zero or nothing."""
    return Problem(
        "dash",
        "横线可能是零，也可能是没有数",
        "a dash may mean zero or nothing",
        f"是零填0；{LEAVE_ZH}",
        f"write 0 if it is zero; {LEAVE_EN}",
    )


def scientific() -> Problem:
    """A number that lost its digits when a spreadsheet saved it as text."""
    return Problem(
        "scientific",
        "科学记数法的数可能已丢失位数",
        "a number in scientific notation may have lost digits",
        "在原表中设为数值格式后重新保存",
        "format the column as a number in the source and save again",
    )


def grouping() -> Problem:
    """Thousands separators in the wrong places."""
    return Problem(
        "grouping",
        "千分位逗号的位置不对",
        "thousands separators in the wrong places",
        "每三位一个逗号，或不写逗号",
        "one comma every three digits, or none",
    )


def wrong_kind(found_zh: str, found_en: str, wanted_zh: str, wanted_en: str) -> Problem:
    """A cell whose type in the file is not that of the fact."""
    return Problem(
        "wrong_kind",
        f"这里是{found_zh}，应为{wanted_zh}",
        f"this is a {found_en}, a {wanted_en} is needed",
        f"改为{wanted_zh}；{LEAVE_ZH}",
        f"write a {wanted_en}; {LEAVE_EN}",
    )


def unit_in_cell(unit: str, allowed: Sequence[str]) -> Problem:
    """A number followed by a unit it cannot have."""
    zh = "只认" + "、".join(allowed) if allowed else "只填数字"
    en = "use " + " or ".join(allowed) if allowed else "write the number alone"
    return Problem("unknown_unit", f"不认识的单位“{unit}”", f'unknown unit "{unit}"', zh, en)


def two_units(declared: str, found: str, in_heading: bool) -> Problem:
    """A cell in another unit than the heading or an earlier cell of its column."""
    zh = f"列名写明{declared}" if in_heading else f"本列前面的单元格写明{declared}"
    en = f"the heading says {declared}" if in_heading else f"an earlier cell of this column says {declared}"
    return Problem(
        "two_units",
        f"同一列声明了两个单位：{zh}，这里写{found}",
        f"two units declared for one column: {en}, this cell says {found}",
        f"全列统一用{declared}或{found}",
        f"use either {declared} or {found} in the whole column",
    )


def below_fen() -> Problem:
    """Money finer than a fen."""
    return Problem(
        "below_fen",
        "金额细于一分",
        "an amount finer than a fen",
        "四舍五入到分后填写",
        "round it to the fen",
    )


def not_whole() -> Problem:
    """A count with a fraction."""
    return Problem(
        "not_whole",
        "应为整数",
        "a whole number is needed",
        f"填整数；{LEAVE_ZH}",
        f"write a whole number; {LEAVE_EN}",
    )


def below(minimum: str) -> Problem:
    """Less than the fact can be."""
    return Problem(
        "below_minimum",
        f"小于最小值 {minimum}",
        f"below the minimum {minimum}",
        f"填 {minimum} 或更大的数；{LEAVE_ZH}",
        f"write {minimum} or more; {LEAVE_EN}",
    )


def above(maximum: str) -> Problem:
    """More than the fact can be."""
    return Problem(
        "above_maximum",
        f"大于最大值 {maximum}",
        f"above the maximum {maximum}",
        f"填 {maximum} 或更小的数；{LEAVE_ZH}",
        f"write {maximum} or less; {LEAVE_EN}",
    )


def off_step(step: str) -> Problem:
    """Not a multiple of the step in which the fact is counted."""
    return Problem(
        "off_step",
        f"不是 {step} 的整倍数",
        f"not a multiple of {step}",
        f"按 {step} 取整后填写；{LEAVE_ZH}",
        f"write a multiple of {step}; {LEAVE_EN}",
    )


def not_a_date() -> Problem:
    """Text that is no date."""
    return Problem(
        "not_a_date",
        "不是日期",
        "not a date",
        f"写成 2012-06-30、2012/6/30 或 2012年6月30日；{LEAVE_ZH}",
        f"write 2012-06-30, 2012/6/30 or 2012年6月30日; {LEAVE_EN}",
    )


def impossible_date() -> Problem:
    """A date that no calendar has."""
    return Problem(
        "impossible_date",
        "没有这一天",
        "there is no such day",
        f"核对年月日；{LEAVE_ZH}",
        f"check year, month and day; {LEAVE_EN}",
    )


def serial_date() -> Problem:
    """A bare number in a column of dates."""
    return Problem(
        "serial_date",
        "日期列里是一个数",
        "a bare number in a column of dates",
        "在表中把该列设为日期格式",
        "format the column as a date",
    )


def not_a_flag() -> Problem:
    """Neither yes nor no."""
    return Problem(
        "not_a_flag",
        "应为“是”或“否”",
        "yes or no is needed",
        f"填 是 或 否（也可填 yes、no、true、false、1、0）；{LEAVE_ZH}",
        f"write yes or no (是, 否, true, false, 1, 0 also do); {LEAVE_EN}",
    )


def not_a_member(near: Iterable[tuple[str, str, str]]) -> Problem:
    """A word outside the list of an enum; ``near`` are the members to offer (value, Chinese, English)."""
    members = list(near)
    zh = "、".join(m[1] for m in members)
    en = ", ".join(m[0] for m in members)
    return Problem(
        "not_a_member",
        "不在可选项之内",
        "not one of the options",
        f"可填：{zh}；{LEAVE_ZH}",
        f"options: {en}; {LEAVE_EN}",
    )


def unknown_code(near: Sequence[str]) -> Problem:
    """A code outside its list."""
    zh = "是否应为 " + "、".join(near) + "？" if near else ""
    en = "did you mean " + " or ".join(near) + "? " if near else ""
    return Problem(
        "unknown_code",
        "不是有效代码",
        "not a valid code",
        f"{zh}核对代码；{LEAVE_ZH}",
        f"{en}check the code; {LEAVE_EN}",
    )


def lost_zero(number: str, candidates: Sequence[str]) -> Problem:
    """A code kept as a number, whose leading zero may be lost."""
    zh = "或".join(candidates) if candidates else number
    en = " or ".join(candidates) if candidates else number
    return Problem(
        "lost_zero",
        "代码存成了数字，前导零可能已丢失",
        "a code kept as a number may have lost its leading zero",
        f"把该列设为文本格式，写成 {zh}",
        f"format the column as text and write {en}",
    )


def excused(count: int) -> Problem:
    """Not applicable where the fact as a rule applies; what rests on it becomes not applicable."""
    return Problem(
        "excused",
        f"有{count}格填“不适用”，依赖这一项的结果也将是“不适用”",
        f"not applicable in {count} of the cells, and so will be what rests on this fact",
        "若是不知道，改为留空",
        "leave them empty if unknown",
        Severity.WARNING,
    )


def error_cell(word: str) -> Problem:
    """A spreadsheet error or a formula that was never computed."""
    return Problem(
        "error_cell",
        f"单元格是错误或未计算的公式（{word}）",
        f"the cell holds an error or a formula never computed ({word})",
        "在表格软件中改正公式并重新保存",
        "correct the formula in the spreadsheet program and save again",
    )
