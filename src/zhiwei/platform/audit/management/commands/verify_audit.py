"""`zhiwei manage verify_audit`: checks the chains; exit code 1 with the place where one does not agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from zhiwei.platform.audit import anchors, canonical, guards, verification
from zhiwei.platform.audit.chain import CHAINS
from zhiwei.platform.audit.models import Head
from zhiwei.platform.kit import clock


class Command(BaseCommand):
    """Finds a changed, removed, inserted, reordered or cut-off row, also against the anchors outside the database."""

    help = "Check the audit's chains of hashes; print their heads, to be kept elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """--json prints the heads as signed anchors; --against checks a digest kept elsewhere as well."""
        parser.add_argument("--json", action="store_true", help="print the heads as signed lines of JSON")
        parser.add_argument("--against", metavar="FILE", help="a file of such lines, kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print. Raises CommandError with the first fault."""
        for chain in CHAINS:
            if fault := verification.fault_of(chain):
                raise CommandError(str(fault))
        if options["against"]:
            self._compare(options["against"])
        for head in Head.objects.order_by("chain"):
            if options["json"]:
                anchor = anchors.Anchor(
                    head.chain, str(head.identity), head.seq, head.hash, canonical.moment(clock.now())
                )
                self.stdout.write(anchor.line().rstrip("\n"))
            else:
                self.stdout.write(f"{head.chain}: {head.seq} rows agree; head {head.hash}")
        if not guards.standing(connection):
            self.stderr.write("the database's guards do not stand; `zhiwei manage migrate` puts them up")

    def _compare(self, path: str) -> None:
        """Raises CommandError where a digest kept elsewhere says otherwise than the chains."""
        with Path(path).open(encoding="utf-8") as file:
            lines = [line for line in file if line.strip()]
        for line in lines:
            try:
                anchor = anchors.read(line)
            except anchors.Forged as error:
                raise CommandError(f"{path}: {error}") from error
            model = CHAINS.get(anchor.chain)
            row = None if model is None else model.objects.filter(seq=anchor.seq).first()
            known = Head.objects.filter(chain=anchor.chain, identity=anchor.identity).exists()
            if anchor.seq and (not known or row is None or row.hash != anchor.hash):
                raise CommandError(
                    f"{anchor.chain} {anchor.seq}: differs from {path}: {json.dumps(anchor.hash)}"
                )
