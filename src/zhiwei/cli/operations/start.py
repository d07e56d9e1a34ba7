"""Django set up for a command, with faults of the settings told in a line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

SETTINGS = "zhiwei.platform.site.settings"


def stop(zh: str, en: str, code: int = 1) -> NoReturn:
    """End the command, saying why in Chinese and English on standard error."""
    click.echo(f"{zh}\n{en}", err=True)
    raise SystemExit(code)


def set_up(data: Path | None = None) -> None:
    """Load the platform's settings; ``data`` is the folder of the installation, where not ZHIWEI_DATA names it."""
    if data is not None:
        os.environ["ZHIWEI_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.conf import settings

    try:
        settings.DATA  # noqa: B018  # the settings are read at the first look
    except ValueError as error:
        stop(f"环境变量有误：{error}", f"A setting is wrong: {error}", 2)
    django.setup()


def waiting_migrations() -> list[str]:
    """Migrations that the database has not seen. Ends the command where the database does not answer."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        stop(f"数据库没有应答：{error}", "The database does not answer; check ZHIWEI_DATABASE_URL.")
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> None:
    """Bring the database into this version's form."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


def require_current(option: str = "--migrate") -> None:
    """End the command where migrations wait, saying how to run them."""
    waiting = waiting_migrations()
    if waiting:
        shown = ", ".join(waiting[:3]) + (" …" if len(waiting) > 3 else "")
        stop(
            f"数据库还不是这一版本的形式（{len(waiting)} 项待执行：{shown}）。先备份，再加 {option} 运行。",
            f"The database is not of this version's form ({len(waiting)} migrations wait). "
            f"Back it up, then run with {option}.",
        )


def python_module(*words: str) -> list[str]:
    """A command line of this interpreter."""
    return [sys.executable, "-m", *words]
