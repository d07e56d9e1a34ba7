"""`zhiwei manage work`: does the jobs, one after the other."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from zhiwei.platform.kit.jobs.worker import INTERVAL, recover

KEPT_DAYS = 14
"""Days for which the queue keeps what it has done; the jobs' own records stay."""


class Command(BaseCommand):
    """The worker; SIGTERM or SIGINT ends it after the job at hand, a second one at once."""

    help = "Do the platform's jobs, one after the other (zhiwei serve starts this beside the server)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--batch` does what waits and ends."""
        parser.add_argument("--batch", action="store_true", help="do what waits, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Mark lost jobs, then work."""
        recover()
        call_command("prune_db_task_results", min_age_days=KEPT_DAYS, verbosity=0)
        call_command(
            "db_worker",
            batch=options["batch"],
            interval=INTERVAL,
            startup_delay=False,
            reload=False,
            verbosity=options["verbosity"],
        )
