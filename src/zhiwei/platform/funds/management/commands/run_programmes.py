"""`zhiwei manage run_programmes`: the night's run of every programme, for the installation's timer."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.decisions.register import stamp
from zhiwei.platform.funds.models import Run
from zhiwei.platform.funds.programmes import PROGRAMMES
from zhiwei.platform.funds.services import run
from zhiwei.platform.kit import clock


class Command(BaseCommand):
    """One run for each programme over the province, as of the end of the last year unless told otherwise."""

    help = "Open the cases of programmes that need no application, follow corrections, end public notices"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--as-of`, `--division`."""
        parser.add_argument(
            "--as-of", type=date.fromisoformat, default=None, help="day of the law and the facts"
        )
        parser.add_argument("--division", default="330000", help="code of the division")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, and print what was done."""
        as_of = options["as_of"] or date(clock.today().year - 1, 12, 31)
        if as_of > clock.today():
            raise CommandError(f"{as_of} is not over yet")
        for name in PROGRAMMES:
            made = run(
                Run.objects.create(
                    type=name,
                    division=options["division"],
                    as_of=as_of,
                    stamp=stamp(),
                    rulebook=current().hash,
                )
            )
            result = made.result or {}
            self.stdout.write(f"{name} {as_of}: {result['total']} subjects, {dict(result['steps'])}")
