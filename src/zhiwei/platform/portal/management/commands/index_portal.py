"""`zhiwei manage index_portal`: what the public search finds, made anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from zhiwei.platform.portal import search_index


class Command(BaseCommand):
    """Index sentences, measures, parameters and documents."""

    help = "Index sentences, measures, parameters and documents for the public search"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--if-stale` does nothing where the index is of the current rulebook."""
        parser.add_argument("--if-stale", action="store_true", help="only if the rulebook changed since")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build and tell the count."""
        if options["if_stale"] and search_index.current():
            self.stdout.write("the index is of the current rulebook")
            return
        self.stdout.write(f"{search_index.build()} entries")
