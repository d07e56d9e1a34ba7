"""Rules written in a test: source text made into a module, parsed, or run on Meadowland's facts."""

from __future__ import annotations
import __future__

import itertools
import tempfile
import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import zhiwei.engine
from tests.engine import meadowland
from zhiwei.engine import Rulebook
from zhiwei.engine.declare import Rule
from zhiwei.engine.parameters import Parameter

_FOLDER = Path(tempfile.mkdtemp(prefix="meadowland-"))
_NUMBER = itertools.count(1)
HEADER = '@rule(entity="mill", zh="试", en="tried", cites=("1.1",))\n'
"""One line; so the ``def`` of a rule written below it stands on line 2, its docstring on 3, its body from 4."""


def module(text: str, name: str = "written") -> types.ModuleType:
    """A module of rules; the names of ``zhiwei.engine`` and Meadowland's vocabularies are at hand."""
    path = _FOLDER / str(next(_NUMBER)) / f"{name}.py"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    made = types.ModuleType(name)
    made.__dict__.update({n: getattr(zhiwei.engine, n) for n in zhiwei.engine.__all__})
    made.__dict__.update(Grain=meadowland.Grain, Counting=meadowland.Counting)
    flags = __future__.annotations.compiler_flag
    exec(compile(text, str(path), "exec", flags=flags, dont_inherit=True), made.__dict__)
    return made


def source(signature: str, body: str, header: str = HEADER) -> str:
    """The text of one rule ``tried``: signature as ``(income: Money) -> Flag``, body one statement a line."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f'{header}def tried{signature}:\n    """What is tried."""\n{lines}'


def written(signature: str, body: str, header: str = HEADER) -> Rule[Any, Any]:
    """The rule ``tried`` itself."""
    found: Rule[Any, Any] = module(source(signature, body, header)).tried
    return found


def book(
    signature: str,
    body: str,
    *,
    header: str = HEADER,
    parameters: Sequence[Parameter] = (),
    more: str = "",
    **changed: Any,
) -> Rulebook:
    """Meadowland with the one rule ``tried`` (and ``more`` source) in place of its own."""
    known = {p.name: p for p in (*meadowland.PARAMETERS, *parameters)}
    return meadowland.book(
        module(source(signature, body, header) + more), parameters=list(known.values()), **changed
    )


def tried(
    signature: str, body: str, facts: dict[str, Any], as_of: str = "2005-06-30", **options: Any
) -> dict[str, Any]:
    """What ``tried`` comes to for some facts: its status, and value or missing facts where there are any."""
    asked = {
        k: options.pop(k) for k in ("links", "known_on", "division", "decisions", "readings") if k in options
    }
    made = book(signature, body, **options).calc(["tried"], facts, as_of=as_of, entity="mill", **asked)
    return said(made.to_json()["variables"]["tried"])


def said(result: dict[str, Any]) -> dict[str, Any]:
    """A variable's JSON without what it cites."""
    return {k: v for k, v in result.items() if k in ("status", "value", "missing")}
