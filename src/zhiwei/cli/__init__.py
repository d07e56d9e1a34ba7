"""The command line: `zhiwei COMMAND`. Exit code 0 answered, 1 bad input, 2 wrong usage."""

from __future__ import annotations

import click

from zhiwei import __version__
from zhiwei.cli.lazy import LazyGroup

COMMANDS = {
    "answer": "zhiwei.cli.answer:answer",
    "calc": "zhiwei.cli.calc:calc",
    "small": "zhiwei.cli.small:small",
    "run": "zhiwei.cli.run:run",
    "what-if": "zhiwei.cli.what_if:what_if",
    "sql": "zhiwei.cli.sql:sql",
    "prove": "zhiwei.cli.prove:prove",
    "synth": "zhiwei.cli.synth:synth",
    "law": "zhiwei.cli.law:law",
    "receipt": "zhiwei.cli.receipt:receipt",
    "workbook": "zhiwei.cli.workbook:workbook",
    "demo": "zhiwei.cli.demo:demo",
    "serve": "zhiwei.cli.serve:serve",
    "backup": "zhiwei.cli.backup:backup",
    "restore": "zhiwei.cli.restore:restore",
    "import": "zhiwei.cli.load:load",
    "export": "zhiwei.cli.export:export",
    "manage": "zhiwei.cli.manage:manage",
}


@click.group(
    cls=LazyGroup, commands_by_name=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="zhiwei", message="%(prog)s %(version)s")
def main() -> None:
    """知微: the Zhejiang Opinions of 2012 on small and micro enterprises as running law."""
