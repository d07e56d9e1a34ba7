"""Options that commands share: which law is asked, and in which language the answer is given."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


class Day(click.ParamType[str]):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day in ISO form."""
        try:
            return datetime.datetime.strptime(str(value), "%Y-%m-%d").date().isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2012-06-30.", param, ctx)


class Choice(click.ParamType[tuple[str, str]]):
    """A reading as PARAM=OPTION."""

    name = "param=option"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """The parameter and the option."""
        name, sign, option = str(value).partition("=")
        if not (name and sign and option):
            self.fail(f"{value!r} is not PARAM=OPTION.", param, ctx)
        return name, option


DAY = Day()
AS_OF = click.option(
    "--as-of", required=True, type=DAY, metavar="DATE", help="Day the law and the facts apply to."
)
LANG = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language."
)
_LAW = (
    click.option("--known-on", type=DAY, metavar="DATE", help="Use only what was known on this day."),
    click.option("--division", metavar="CODE", help="Six-digit code of city or county."),
    click.option(
        "--decisions", type=EXISTING, multiple=True, metavar="FILE...", help="Local decisions, JSON or YAML."
    ),
    click.option(
        "--reading", type=Choice(), multiple=True, metavar="PARAM=OPTION...", help="Choose a reading."
    ),
    click.option("--entity", metavar="NAME", help="Kind of subject; enterprise by default."),
    LANG,
)


def law_options(*, as_of: bool = True) -> Callable[[Command], Command]:
    """``--as-of --known-on --division --decisions --reading --entity --lang``; the first may be left out."""

    def add(command: Command) -> Command:
        for option in reversed(_LAW):
            command = option(command)
        return AS_OF(command) if as_of else command

    return add
