"""`zhiwei manage`: Django's own commands, for those who look after an installation."""

from __future__ import annotations

import os

import click


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's commands with the platform's settings, e.g. migrate, createsuperuser, shell."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiwei.platform.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["zhiwei manage", *arguments])
