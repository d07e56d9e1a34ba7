"""What a file of commitments tells of each beside its own row: the numbers that lead on, and values still to be checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from zhiwei.platform.answers.codes import code_of
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.answers.telling import unchecked
from zhiwei.platform.audit.upwards import records_of
from zhiwei.platform.kit.language import lang
from zhiwei.platform.ledger.models import Commitment, PaymentLine


@dataclass
class _Known:
    cases: dict[str, str] = field(default_factory=dict)
    lists: dict[UUID, list[str]] = field(default_factory=dict)
    unchecked: dict[UUID, list[str]] = field(default_factory=dict)


class Beside:
    """Asked for the rows of a page or of a portion of a file together, and only where a cell asks."""

    def __init__(self) -> None:
        self.rows: Sequence[Commitment] = ()
        self.known: _Known | None = None

    def prepare(self, rows: Sequence[Commitment]) -> None:
        """The rows whose cells are asked for next."""
        self.rows, self.known = rows, None

    def case(self, one: Commitment) -> str:
        """The number of its case; '' for none."""
        return self._asked().cases.get(one.case, "")

    def lists(self, one: Commitment) -> str:
        """The numbers of the payment lists it stood on."""
        return _("、").join(self._asked().lists.get(one.pk, ()))

    def receipt(self, one: Commitment) -> str:
        """The code of its receipt, by which everybody may check it; '' for none."""
        return code_of(one.receipt) if one.receipt else ""

    def unchecked(self, one: Commitment) -> str:
        """The values behind its receipt whose text is still to be checked."""
        return _("；").join(self._asked().unchecked.get(one.receipt, ())) if one.receipt else ""

    def _asked(self) -> _Known:
        if self.known is None:
            self.known = _Known(self._cases(), self._lists(), self._unchecked())
        return self.known

    def _cases(self) -> dict[str, str]:
        found = records_of(("case", one.case) for one in self.rows if one.case)
        return {key: record.name for (_kind, key), record in found.items()}

    def _lists(self) -> dict[UUID, list[str]]:
        found: defaultdict[UUID, dict[str, None]] = defaultdict(dict)
        lines = PaymentLine.objects.filter(commitment__in=self.rows).select_related("list")
        for line in lines.order_by("list__made_at"):
            found[line.commitment_id][line.list.number] = None
        return {key: list(numbers) for key, numbers in found.items()}

    def _unchecked(self) -> dict[UUID, list[str]]:
        wanted = {one.receipt for one in self.rows if one.receipt}
        rows = Receipt.objects.filter(pk__in=wanted).select_related("pattern")
        return {one.pk: unchecked(one.record, lang()) for one in rows}
