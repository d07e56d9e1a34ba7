"""`zhiwei backup`: the database and all files in one file, as of one moment, while the platform goes on."""

from __future__ import annotations

from pathlib import Path

import click

from zhiwei.cli.operations.start import require_current, set_up, stop


@click.command(name="backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the installation.")
@click.option(
    "--without-key",
    is_flag=True,
    help="Leave the secret key out; keep it elsewhere, or anchors and links fail.",
)
def backup(file: Path, data: Path | None, without_key: bool) -> None:
    """Write everything the installation holds to FILE: guard it as you guard the installation."""
    if file.exists():
        stop(f"{file} 已存在，不会覆盖。", f"{file} exists and is not written over.")
    if not file.parent.is_dir():
        stop(f"没有文件夹 {file.parent}。", f"There is no folder {file.parent}.")
    set_up(data)
    require_current("zhiwei serve --migrate")
    from zhiwei.cli.operations.saving import FILES, save

    manifest = save(file, with_key=not without_key, report=lambda _label: None)
    count = sum(table["rows"] for table in manifest["tables"].values())
    files = sum(name.startswith(FILES) for name in manifest["members"])
    size = file.stat().st_size / 1_000_000
    click.echo(f"{file}：{len(manifest['tables'])} 张表 {count} 行，{files} 个文件，{size:.1f} MB")
