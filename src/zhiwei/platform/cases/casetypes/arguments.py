"""The arguments that a guard, an effect or another function of a room takes from the file of a case type.

They are the function's keyword-only parameters: those without a default must be given, and each value must fit the
parameter's annotation (str, int, bool, a Literal, list, dict, unions of these).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Union, get_args, get_origin

from zhiwei.engine.errors import Defect, suggest

if TYPE_CHECKING:
    from zhiwei.platform.cases.casetypes.model import Call, CaseType


class Wrong(NamedTuple):
    """What a function finds wrong with its own arguments: which one ('' for the whole), in English and Chinese."""

    argument: str
    what: str
    zh: str
    remedy: str = ""


Check = Callable[["CaseType", Mapping[str, Any]], Iterable[Wrong]]
"""A look at arguments that fit by their kinds: whether what they name is there."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a function takes: the kind of each argument, those it cannot do without, and its own check."""

    kinds: Mapping[str, Any]
    required: frozenset[str] = frozenset()
    check: Check | None = None


def declared(function: Callable[..., Any], check: Check | None = None) -> Declared:
    """What a function declares by its keyword-only parameters."""
    kinds, required = {}, set()
    for name, one in inspect.signature(function).parameters.items():
        if one.kind is inspect.Parameter.KEYWORD_ONLY:
            kinds[name] = _kind(one.annotation, function)
            if one.default is inspect.Parameter.empty:
                required.add(name)
    return Declared(kinds, frozenset(required), check)


def _kind(annotation: Any, function: Callable[..., Any]) -> Any:
    """An annotation as the type it names; modules keep theirs as texts."""
    if not isinstance(annotation, str):
        return annotation
    return eval(annotation, function.__globals__)  # noqa: S307  # the text is our own source


def defects(one: CaseType, at: str, call: Call, known: Declared) -> Iterator[Defect]:
    """Everything wrong with the arguments of one call."""
    sound = True
    for wrong in _fitting(call, known):
        sound = False
        yield _defect(one, at, call, wrong)
    if sound and known.check is not None:
        for wrong in known.check(one, call.arguments):
            yield _defect(one, at, call, wrong)


def _defect(one: CaseType, at: str, call: Call, wrong: Wrong) -> Defect:
    place = f"{at}.{call.name}" + (f".{wrong.argument}" if wrong.argument else "")
    return Defect(f"{one.file}: {place}", wrong.what, wrong.remedy, wrong.zh)


def _fitting(call: Call, known: Declared) -> Iterator[Wrong]:
    for name in sorted(known.required - set(call.arguments)):
        yield Wrong("", f"lacks the argument {name!r}", f"缺少参数“{name}”")
    for name, value in call.arguments.items():
        if name not in known.kinds:
            remedy = suggest(name, sorted(known.kinds)) or _takes(known)
            yield Wrong(
                name, f"{name!r} is no argument of {call.name}", f"“{name}”不是 {call.name} 的参数", remedy
            )
        elif not fits(value, known.kinds[name]):
            wanted = described(known.kinds[name])
            yield Wrong(name, f"{value!r} is not {wanted}", f"{value!r} 不合要求", f"write {wanted}")


def _takes(known: Declared) -> str:
    return f"it takes {', '.join(known.kinds)}" if known.kinds else "it takes none"


def fits(value: Any, kind: Any) -> bool:
    """Whether a value of a file is of a kind."""
    if kind is Any:
        return True
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return any(fits(value, part) for part in parts)
    if origin is Literal:
        return value in parts
    if origin is list:
        return isinstance(value, list) and all(fits(one, parts[0]) for one in value)
    if origin is dict:
        return isinstance(value, Mapping) and all(
            fits(k, parts[0]) and fits(v, parts[1]) for k, v in value.items()
        )
    if kind is None or kind is type(None):
        return value is None
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, kind)


def described(kind: Any) -> str:
    """A kind in words."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return " or ".join(described(part) for part in parts if part is not type(None))
    if origin is Literal:
        return " or ".join(map(str, parts))
    if origin is list:
        return "a list"
    if origin is dict:
        return "a mapping"
    return {str: "a text", int: "a whole number", bool: "true or false"}.get(kind, "something else")
