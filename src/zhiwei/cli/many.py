"""Options that take several values in a row: ``--decisions a.json b.json``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click


class ManyCommand(click.Command):
    """A command whose ``multiple`` options may be followed by several values.

    Words after the first value belong to the option, except as many as the command's own arguments still need.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the option before each of its values, then parse as usual."""
        return super().parse_args(ctx, self._spread(args))

    def _spread(self, args: Sequence[str]) -> list[str]:
        options = {
            name: p
            for p in self.params
            if isinstance(p, click.Option)
            for name in (*p.opts, *p.secondary_opts)
        }
        wanted = sum(1 for p in self.params if isinstance(p, click.Argument) and p.required)
        words: list[tuple[str, str]] = []
        current, awaits = "", False
        for i, arg in enumerate(args):
            if arg == "--":
                words += [("--", ""), *((word, "argument") for word in args[i + 1 :])]
                break
            if arg.startswith("-") and arg != "-":
                option = options.get(arg.partition("=")[0])
                takes_value = option is not None and not option.is_flag and "=" not in arg
                current = arg if takes_value and option is not None and option.multiple else ""
                awaits = takes_value
                words.append((arg, ""))
            elif awaits:
                awaits = False
                words.append((arg, ""))
            else:
                words.append((arg, current or "argument"))
        own = sum(1 for _, kind in words if kind == "argument")
        spare = sum(1 for _, kind in words if kind.startswith("-")) - max(0, wanted - own)
        spread: list[str] = []
        for word, kind in words:
            if kind.startswith("-") and spare > 0:
                spare -= 1
                spread.append(kind)
            spread.append(word)
        return spread


def command(**attributes: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """``click.command`` with several values per option."""
    return click.command(cls=ManyCommand, **attributes)
