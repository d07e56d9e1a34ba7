"""`zhiwei manage tick_cases`: ends public notices and clocks whose last day is over, for the installation's timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from zhiwei.platform.cases.services import tick


class Command(BaseCommand):
    """Run as often as one likes; what is done already is not done again."""

    help = "End public notices and clocks whose last day is over"

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, and print what was done and what could not go on."""
        done = tick()
        self.stdout.write(f"notices {done.notices}, cases moved {done.moved}, clocks lapsed {done.lapsed}")
        for case, why in done.failed:
            self.stdout.write(f"case {case}: {why}")
