"""`zhiwei manage sweep_files`: forgets files that were handed in and never used, for the installation's timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from zhiwei.platform.kit.uploads import unused


class Command(BaseCommand):
    """Run as often as one likes."""

    help = "Forget files handed in a month ago that no application, case or list names"

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, and print how many."""
        self.stdout.write(f"files forgotten {unused.sweep()}")
