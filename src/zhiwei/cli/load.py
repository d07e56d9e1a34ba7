"""`zhiwei import`: decisions or facts into the register, by the same checks as on the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from zhiwei.cli.defects import reported
from zhiwei.cli.operations.start import require_current, set_up, stop
from zhiwei.cli.options import DAY, EXISTING, LANG

PROVINCE = "330000"


@click.command(name="import")
@click.argument("kind", type=click.Choice(["decisions", "facts"]))
@click.argument("file", type=EXISTING)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the installation.")
@click.option("--dry-run", is_flag=True, help="Check and count only.")
@click.option("--entity", default="enterprise", show_default=True, help="facts: kind of subject.")
@click.option("--source", metavar="NAME", help="facts: whose file it is, e.g. tax; needed.")
@click.option("--division", default=PROVINCE, show_default=True, help="facts: rows of others are refused.")
@click.option("--received-on", type=DAY, metavar="DATE", help="facts: day it was received; today by default.")
@click.option("--legal-basis", default="", help="facts: the text on which the source reports them.")
@click.option("--create", is_flag=True, help="facts: register subjects that are not there yet.")
@click.option(
    "--marked", type=click.Path(dir_okay=False, path_type=Path), help="facts: write faults here, xlsx."
)
@LANG
def load(
    kind: str, file: Path, data: Path | None, dry_run: bool, marked: Path | None, lang: str, **options: Any
) -> None:
    """Take FILE into the register, whole or not at all; the same file again changes nothing.

    decisions: JSON or YAML as `--decisions` takes it. facts: xlsx or csv with headings as `zhiwei run` reads them.
    """
    set_up(data)
    require_current("zhiwei serve --migrate")
    if kind == "decisions":
        from zhiwei.cli.operations.decisions import take

        with reported(lang):
            taken, known = take(file, dry_run=dry_run)
        click.echo(f"{file.name}：登记 {taken} 份，已在册 {known} 份" + ("（未写入）" if dry_run else ""))
        return
    if not options["source"]:
        raise click.UsageError("facts need --source: whose file it is")
    from zhiwei.cli.operations import facts

    try:
        told = facts.take(file, dry_run=dry_run, marked=marked, **options)
    except facts.Faulty as faulty:
        stop(*faulty.said)
    click.echo(f"{file.name}：{told}" + ("（未写入）" if dry_run else ""))
