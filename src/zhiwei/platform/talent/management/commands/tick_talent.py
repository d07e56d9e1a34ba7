"""`zhiwei manage tick_talent`: reminds before kept posts end, and ends those that are over, for the installation's timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from zhiwei.platform.talent.services import tick


class Command(BaseCommand):
    """Run as often as one likes; what is done already is not done again."""

    help = "Remind before kept posts end, and end those that are over"

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, and print what was done and what could not go on."""
        done = tick()
        self.stdout.write(f"reminded {done.reminded}, ended {done.ended}")
        for key, why in done.failed:
            self.stdout.write(f"secondment {key}: {why}")
