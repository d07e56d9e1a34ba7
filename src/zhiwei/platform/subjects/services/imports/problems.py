"""What can be wrong with a row when it is held against the register; no word tells what lies outside the scope."""

from __future__ import annotations

from zhiwei.population.defects import Problem, Severity


def no_such_id() -> Problem:
    """A register identifier that is not in the scope."""
    return Problem(
        "no_such_subject",
        "本辖区没有这个编号的主体",
        "no subject with this id in your division",
        "核对编号，或改用统一社会信用代码",
        "check the id, or use the unified code",
    )


def two_subjects() -> Problem:
    """Two numbers of a row that two subjects hold."""
    return Problem(
        "two_subjects",
        "这一行的号码属于两个不同的主体",
        "the numbers of this row belong to two subjects",
        "对照证照核对号码",
        "compare the numbers with the certificates",
    )


def other_number(current: str) -> Problem:
    """The name is known, but with another number."""
    return Problem(
        "other_number",
        f"同名主体登记的号码是 {current}",
        f"the subject of this name is registered with {current}",
        "核对号码；如是另一主体，请核对名称和行政区划",
        "check the number; of another subject check name and division",
    )


def several_subjects(count: int) -> Problem:
    """A name that several subjects bear."""
    return Problem(
        "several_subjects",
        f"有{count}个主体叫这个名称",
        f"{count} subjects bear this name",
        "补上统一社会信用代码或注册号",
        "add the unified code or the registration number",
    )


def same_subject(row: int) -> Problem:
    """A second row of one subject."""
    return Problem(
        "same_subject",
        f"与第{row}行是同一主体",
        f"the same subject as row {row}",
        "每个主体只留一行",
        "keep one row for each subject",
    )


def out_of_scope(name: str) -> Problem:
    """A division for which this import is not meant."""
    return Problem(
        "out_of_scope",
        f"不在本次导入的行政区划（{name}）内",
        f"outside the division of this import ({name})",
        "删去这一行，由所在地导入",
        "remove the row; its own division imports it",
    )


def number_not_free() -> Problem:
    """A number that a new subject cannot take."""
    return Problem(
        "number_not_free",
        "这个号码不能在本辖区登记",
        "this number cannot be registered in your division",
        "核对号码和行政区划；主体迁入的，由上级办理",
        "check number and division; of a subject that moved ask the level above",
    )


def not_buildable(zh: str, en: str) -> Problem:
    """A new subject whose particulars are not sufficient."""
    return Problem("not_buildable", zh, en, "补全后重新上传", "complete the row and upload the file again")


def other_name(registered: str) -> Problem:
    """A name that differs from the register's; the row is taken by its number."""
    return Problem(
        "other_name",
        f"登记的名称是“{registered}”",
        f'the registered name is "{registered}"',
        "按号码认定为同一主体；如号码有误请更正",
        "taken as the same subject by its number; correct the number if it is wrong",
        Severity.WARNING,
    )
