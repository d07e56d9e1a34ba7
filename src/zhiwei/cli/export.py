"""`zhiwei export`: a register as a file."""

from __future__ import annotations

from pathlib import Path

import click

from zhiwei.cli.operations.start import require_current, set_up, stop

FORMATS = (".xlsx", ".csv", ".json")


@click.command(name="export")
@click.argument("kind", type=click.Choice(["subjects", "facts", "decisions", "acts"]))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the installation.")
def export(kind: str, output: Path, data: Path | None) -> None:
    """Write a whole register to a file: .xlsx, .csv or .json by its ending. It is an act in the audit.

    decisions as .json are in the form that `--decisions` and `zhiwei import decisions` take.
    """
    if output.suffix.lower() not in FORMATS:
        stop(
            f"{output.name}：结尾应为 {'、'.join(FORMATS)}。",
            f"{output.name} must end in one of {', '.join(FORMATS)}.",
            2,
        )
    if output.exists():
        stop(f"{output} 已存在，不会覆盖。", f"{output} exists and is not written over.")
    set_up(data)
    require_current("zhiwei serve --migrate")
    from zhiwei.cli.operations.exporting import write

    click.echo(f"{output}：{write(kind, output)} 行")
