"""What lists tell of each row that stands elsewhere, asked for many rows together: the words of its basis; of a commitment the
numbers that lead on, why it was given up, and values still to be checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhiwei.platform.answers.codes import code_of
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.answers.telling import Unchecked, unchecked_values
from zhiwei.platform.audit.upwards import Record, records_of
from zhiwei.platform.kit.language import lang, listed, semicolons
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.ledger.chart import Kind
from zhiwei.platform.ledger.models import Commitment, Entry, PaymentLine
from zhiwei.platform.ledger.upwards import basis_texts


class Bases:
    """The words of the basis of each row of a page or of a portion of a file; ``of`` gives its kind and key."""

    def __init__(self, of: Callable[[Any], tuple[str, str]]) -> None:
        self.of = of
        self.prepare(())

    def prepare(self, rows: Sequence[Any]) -> None:
        """The rows whose cells are asked for next."""
        self.texts = cache(lambda: basis_texts(map(self.of, rows)))

    def __call__(self, row: Any) -> str:
        """Those of one row."""
        return self.texts()[self.of(row)]


def _basis_of(one: Commitment) -> tuple[str, str]:
    return one.basis_kind, one.basis_key


class Beside:
    """Asked for the rows of a page or of a portion of a file together, and only where a cell asks."""

    def __init__(self) -> None:
        self.portion = _Portion(())

    def prepare(self, rows: Sequence[Commitment]) -> None:
        """The rows whose cells are asked for next."""
        self.portion = _Portion(rows)

    def basis(self, one: Commitment) -> str:
        """Its basis in words."""
        return self.portion.bases[_basis_of(one)]

    def case(self, one: Commitment) -> str:
        """The number of its case; '' for none."""
        found = self.portion.cases.get(one.case)
        return found.name if found is not None else ""

    def case_page(self, one: Commitment) -> str | None:
        """The office's page of its case, which looks at the reader's rights itself."""
        found = self.portion.cases.get(one.case)
        return found.address if found is not None else None

    def lists(self, one: Commitment) -> str:
        """The numbers of the payment lists it stood on."""
        return listed(self.portion.lists.get(one.pk, ()))

    def receipt(self, one: Commitment) -> str:
        """The code of its receipt, by which everybody may check it; '' for none."""
        return code_of(one.receipt) if one.receipt else ""

    def released(self, one: Commitment) -> str:
        """The reason of its release; '' for a commitment that was not given up."""
        return retold(self.portion.reasons.get(one.pk, ""))

    def unchecked(self, one: Commitment) -> str:
        """The values behind its receipt whose text is still to be checked."""
        return semicolons(dict.fromkeys(value.label for value in self._values(one)))

    def values(self, one: Commitment) -> str:
        """The same with what each was taken to be: ``地方分享比例：40%``."""
        said = _("%(label)s：%(value)s")
        return semicolons(said % {"label": each.label, "value": each.value} for each in self._values(one))

    def documents(self, one: Commitment) -> str:
        """The documents that are said to set them, each once."""
        return semicolons(dict.fromkeys(text for value in self._values(one) for text in value.documents))

    def _values(self, one: Commitment) -> Sequence[Unchecked]:
        return self.portion.unchecked.get(one.receipt, ()) if one.receipt else ()


class _Portion:
    """What stands beside some rows; each question is put once, when the first cell needs its answer."""

    def __init__(self, rows: Sequence[Commitment]) -> None:
        self.rows = rows

    @cached_property
    def bases(self) -> dict[tuple[str, str], str]:
        return basis_texts(map(_basis_of, self.rows))

    @cached_property
    def cases(self) -> dict[str, Record]:
        found = records_of(("case", one.case) for one in self.rows if one.case)
        return {key: record for (_kind, key), record in found.items()}

    @cached_property
    def lists(self) -> dict[UUID, list[str]]:
        found: defaultdict[UUID, dict[str, None]] = defaultdict(dict)
        lines = PaymentLine.objects.filter(commitment__in=self.rows).select_related("list")
        for line in lines.order_by("list__made_at"):
            found[line.commitment_id][line.list.number] = None
        return {key: list(numbers) for key, numbers in found.items()}

    @cached_property
    def reasons(self) -> dict[UUID, str]:
        released = [one for one in self.rows if one.state == Commitment.State.RELEASED]
        said = Entry.objects.filter(commitment__in=released, kind=Kind.RELEASE).order_by("booked_at")
        return dict(said.values_list("commitment", "reason"))

    @cached_property
    def unchecked(self) -> dict[UUID, list[Unchecked]]:
        wanted = {one.receipt for one in self.rows if one.receipt}
        rows = Receipt.objects.filter(pk__in=wanted).select_related("pattern")
        return {one.pk: unchecked_values(one.record, lang()) for one in rows}
