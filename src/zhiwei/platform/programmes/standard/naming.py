"""What the standard guards and effects may name: fields of forms, sentences, levels, parts of a key; checked at load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from zhiwei.engine.errors import suggest
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.casetypes.arguments import Wrong
from zhiwei.platform.cases.casetypes.model import CaseType, Field
from zhiwei.platform.ledger.chart import LEVEL_OF_DIVISION, Level

PARTS = ("subject", "year", "case", "division")
"""What a key may be made of beside fields: the subject, the year of the case's day, the case itself, its division."""
REST = "rest"
"""The share of the level that bears what the others leave."""


def fields_of(one: CaseType) -> dict[str, Field]:
    """Every field that a form of the type asks."""
    steps = (one.start, *one.transitions.values())
    return {field.name: field for step in steps for field in step.form}


def field(one: CaseType, argument: str, name: str, *kinds: str) -> Iterator[Wrong]:
    """That a form of the type asks for a field, of one of these kinds."""
    known = fields_of(one)
    if name not in known:
        yield Wrong(
            argument, f"{name!r} is no field of a form", f"“{name}”不是填写项", suggest(name, sorted(known))
        )
    elif kinds and known[name].kind not in kinds:
        yield Wrong(argument, f"{name!r} is of the kind {known[name].kind}", f"“{name}”的类型是 {known[name].kind}", f"it has to be {' or '.join(kinds)}")  # fmt: skip


def key_parts(one: CaseType, argument: str, names: Iterable[str]) -> Iterator[Wrong]:
    """That a key is made of parts there are."""
    listed = list(names)
    known = [*PARTS, *fields_of(one)]
    if not listed:
        yield Wrong(argument, "names no part", "没有写明由什么组成", f"some of {', '.join(known)}")
    for name in listed:
        if name not in known:
            yield Wrong(
                argument,
                f"{name!r} is no part of a key",
                f"“{name}”不能作为编号的一部分",
                suggest(name, known),
            )


def key_of(context: Context, names: Iterable[str]) -> str:
    """The key that the parts make for a case."""
    return "/".join(_part(context, name) for name in names)


def _part(context: Context, name: str) -> str:
    case = context.case
    match name:
        case "subject":
            return str(case.subject_id)
        case "year":
            return str(case.as_of.year)
        case "case":
            return str(case.pk)
        case "division":
            return case.division
    return tidy(said(context, name))


def tidy(text: object) -> str:
    """A number without blanks, in capitals, so that two ways to write it are one."""
    return "".join(str(text).split()).upper()


def said(context: Context, name: str) -> Any:
    """What a field was given: by this step, else by an earlier one; '' where by none."""
    return context.content.get(name, context.case.content.get(name, ""))


def sentence(argument: str, name: str) -> Iterator[Wrong]:
    """That a sentence or measure is there to pay under."""
    from zhiwei.platform.ledger.purposes import unknown

    for fault in unknown([name]):
        yield Wrong(argument, f"{name!r} is neither sentence nor measure", fault.text)


def parameter(argument: str, name: str) -> Iterator[Wrong]:
    """That the rulebook has a parameter."""
    known = current().data.parameters
    if name not in known:
        yield Wrong(argument, f"{name!r} is no parameter", f"“{name}”不是参数", suggest(name, sorted(known)))


def levels(argument: str, wanted: list[str] | Mapping[str, Any]) -> Iterator[Wrong]:
    """That levels are levels; of shares, that they are fractions, parameters or once the rest, and make 1."""
    known = [str(level.value) for level in LEVEL_OF_DIVISION]
    for name in wanted:
        if name not in known:
            yield Wrong(
                argument, f"{name!r} is no level", f"“{name}”不是资金级次", f"some of {', '.join(known)}"
            )
    if not isinstance(wanted, Mapping):
        if len(wanted) != 1:
            yield Wrong(
                argument,
                "names several levels without shares",
                "多级资金没有写明分担",
                "write {level: share}",
            )
        return
    shares = [str(one) for one in wanted.values()]
    numbers = [fraction(one) for one in shares if one != REST]
    for text in shares:
        if text != REST and fraction(text) is None:
            yield from parameter(argument, text)
    if shares.count(REST) != 1:
        yield Wrong(
            argument,
            f"{shares.count(REST)} levels bear the rest",
            "须恰有一级承担余数",
            "write rest at one level",
        )
    elif all(one is not None for one in numbers) and sum(one or 0 for one in numbers) > 1:
        yield Wrong(argument, "the shares make more than 1", "分担比例之和超过 1")


def fraction(text: object) -> Fraction | None:
    """A share as a fraction; None for what is none."""
    try:
        return Fraction(str(text))
    except (ValueError, ZeroDivisionError):
        return None


def level_list(wanted: Iterable[str]) -> list[Level]:
    """Levels by their names."""
    return [Level(one) for one in wanted]
