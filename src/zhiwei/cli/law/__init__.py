"""`zhiwei law`: the text of the Opinions, what runs it, what accounts for it, what changed."""

from __future__ import annotations

import click

from zhiwei.cli.lazy import LazyGroup

COMMANDS = {
    "show": "zhiwei.cli.law.show:show",
    "coverage": "zhiwei.cli.law.coverage:coverage",
    "diff": "zhiwei.cli.law.diff:diff",
    "variables": "zhiwei.cli.law.variables:variables",
}


@click.group(name="law", cls=LazyGroup, commands_by_name=COMMANDS)
def law() -> None:
    """The text of the Opinions and what hangs on it."""
