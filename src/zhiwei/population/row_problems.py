"""What can be wrong with a row as a whole, or with the numbers that name its subject."""

from __future__ import annotations

from zhiwei.population.defects import Problem


def no_id() -> Problem:
    """A row without an id where the table has an id column."""
    return Problem("no_id", "没有编号", "no id", "给这一行一个编号", "give the row an id")


def duplicate_id(first: int) -> Problem:
    """An id that an earlier row has."""
    return Problem(
        "duplicate_id",
        f"与第{first}行的编号相同",
        f"the same id as row {first}",
        "每个主体一个编号，重复的删去",
        "one id per subject; remove the duplicate",
    )


def number_kept_as_number() -> Problem:
    """An official number in a numeric cell, whose digits may be lost."""
    return Problem(
        "identifier_kept_as_number",
        "号码存成了数字，位数可能已丢失",
        "an official number kept as a number may have lost digits",
        "把该列设为文本格式后重新填写",
        "format the column as text and write it again",
    )


def wrong_identifier(zh: str, en: str, remedy_zh: str = "", remedy_en: str = "") -> Problem:
    """An official number of the wrong length, with wrong characters or a wrong check digit."""
    return Problem(
        "wrong_identifier",
        zh,
        en,
        remedy_zh or "对照证照核对；不知道就留空",
        remedy_en or "compare it with the certificate; leave it empty if unknown",
    )


def wrong_edition(edition: str, other: str | None) -> Problem:
    """An industry code that the stated edition of the classification does not have."""
    zh = f"；该代码见于 {other} 版，可把版本改为 {other}" if other else ""
    en = f"; the {other} edition has it, perhaps the edition is {other}" if other else ""
    return Problem(
        "wrong_edition",
        f"GB/T 4754-{edition} 中没有这个代码",
        f"GB/T 4754-{edition} has no such code",
        f"核对代码{zh}",
        f"check the code{en}",
    )


def other_division(asked: str) -> Problem:
    """A division that contradicts the option."""
    return Problem(
        "other_division",
        f"与 --division {asked} 不一致",
        f"contradicts --division {asked}",
        "去掉该选项，或改正这一格",
        "drop the option or correct the cell",
    )


def engine(what: str, remedy: str) -> Problem:
    """What the engine refuses, in its own words."""
    return Problem("refused_by_engine", what, what, remedy or "核对该项", remedy or "check the fact")
