"""`zhiwei manage make_administrator`: the first administrators of an installation; prints a one-time password."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhiwei.platform.accounts import services
from zhiwei.platform.accounts.roles import ADMINISTRATORS, Role


class Command(BaseCommand):
    """Makes a system, security or audit administrator; the three are different people."""

    help = "Make a system, security or audit administrator and print the one-time password."

    def add_arguments(self, parser: CommandParser) -> None:
        """The role, the name to log in with, the person's name and the organisation's."""
        parser.add_argument("role", choices=sorted(ADMINISTRATORS))
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--organisation", default="平台运行单位", help="the organisation's name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make and print. Raises CommandError where that cannot be."""
        try:
            user, password = services.first_administrator(
                role=Role(options["role"]),
                username=options["username"],
                display_name=options["name"],
                organisation=options["organisation"],
            )
        except services.Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{user.username}: {password}")
