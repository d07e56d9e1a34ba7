"""`zhiwei restore`: a backup, read whole first, put in an empty place."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import click

from zhiwei.cli.operations.archive import Damaged, verify
from zhiwei.cli.operations.start import set_up, stop


@click.command(name="restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", required=True, type=click.Path(path_type=Path), help="New or empty data folder.")
@click.option("--database", metavar="URL", help="Empty PostgreSQL; without it an SQLite file in the folder.")
@click.option("--check", is_flag=True, help="Only read the backup and compare it with its manifest.")
def restore(file: Path, into: Path, database: str | None, check: bool) -> None:
    """Verify FILE, then fill the folder, and the database, with it; nothing is written before, nothing over."""
    try:
        manifest = verify(file)
    except Damaged as damaged:
        stop(
            f"备份不可用：{damaged.zh}。没有写入任何内容。",
            f"The backup cannot be used: {damaged.en}. Nothing was written.",
        )
    if check:
        click.echo(f"{file}：完好，{manifest['made_at']}，版本 {manifest['version']}")
        return
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        stop(
            f"{into} 不是空文件夹，没有写入任何内容。", f"{into} is not an empty folder; nothing was written."
        )
    into.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=into.parent, prefix=f".{into.name}.restoring-"))
    try:
        count, files = _fill(file, manifest, fresh, database)
        if into.exists():
            into.rmdir()
        fresh.rename(into)
    except Damaged as damaged:
        stop(f"备份不可用：{damaged.zh}。", f"The backup cannot be used: {damaged.en}.")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    click.echo(f"{into}：{len(manifest['tables'])} 张表 {count} 行，{files} 个文件，与清单一致")


def _fill(file: Path, manifest: dict[str, object], folder: Path, database: str | None) -> tuple[int, int]:
    from zhiwei.cli.operations.restoring import load, put_files

    files = put_files(file, folder)
    os.environ.pop("ZHIWEI_DATABASE_URL", None)
    if database:
        os.environ["ZHIWEI_DATABASE_URL"] = database
    set_up(folder)
    from django.db import connection

    if connection.introspection.table_names():
        stop("数据库不是空的，没有写入任何内容。", "The database is not empty; nothing was written.")
    try:
        count = load(file, manifest, lambda _label: None)
    finally:
        connection.close()
    return count, files
