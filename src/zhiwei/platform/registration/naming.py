"""Trade names in a place: whether one is free, holding it for a filing, letting it go (17.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.registration.models import Entry, Filing, Kind, NameBook, NameHold
from zhiwei.platform.subjects import names
from zhiwei.platform.subjects.models import Subject


def named(filing: Filing) -> list[Entry]:
    """The entries that bring a name of their own."""
    return [one for one in filing.entries.all() if one.name.strip()]


def lock(division: str) -> None:
    """Wait until nobody else takes a name in the place; held until the transaction ends."""
    book, _made = NameBook.objects.get_or_create(division=division)
    NameBook.objects.select_for_update().get(pk=book.pk)


def taken(filing: Filing) -> Iterator[str]:
    """Why the names of a filing are not free, in the reader's words."""
    own = _own(filing)
    for entry in named(filing):
        parts = names.take_apart(entry.name)
        others = Subject.objects.filter(
            entity="enterprise", division=filing.division, core=parts.core, state=Subject.State.ACTIVE
        ).exclude(pk__in=own)
        for other in others:
            if other.name == entry.name or names.take_apart(other.name).industry == parts.industry:
                said = _("名称“%(name)s”与本地已登记的“%(other)s”同字号、同行业")
                yield said % {"name": entry.name, "other": other.name}
                break
        held = NameHold.objects.filter(division=filing.division, core=parts.core, released_at=None)
        held = held.filter(Q(whole=True) | Q(industry=parts.industry)).exclude(filing=filing)
        if (one := held.first()) is not None:
            if one.whole:
                said = _("字号“%(core)s”为转为企业的个体工商户保留（%(text)s）")
                yield said % {"core": parts.core, "text": quoted("17.5")}
            else:
                yield _("字号“%(core)s”已由先提交的另一件申请使用") % {"core": parts.core}


def _own(filing: Filing) -> list[UUID]:
    """Whose names are the filing's own: its enterprise, and those that go into a merger."""
    found: list[UUID] = list(filing.parties.values_list("subject_id", flat=True))
    if filing.enterprise_id is not None:
        found.append(filing.enterprise_id)
    return found


def hold(filing: Filing) -> None:
    """Hold the filing's names until it ends; the caller has locked the place and looked at :func:`taken`.

    A conversion holds the trade name of the individual business whole, whatever the enterprise will be called.
    """
    wanted: dict[tuple[str, str], bool] = {}
    for entry in named(filing):
        parts = names.take_apart(entry.name)
        wanted[parts.core, parts.industry] = False
    if filing.kind == Kind.CONVERSION and filing.enterprise is not None:
        parts = names.take_apart(filing.enterprise.name)
        wanted[parts.core, parts.industry] = True
    there = {(one.core, one.industry): one for one in filing.holds.filter(released_at=None)}
    for key, one in there.items():
        if key not in wanted:
            one.released_at = clock.now()
            one.save(update_fields=["released_at"])
    for (core, industry), whole in wanted.items():
        if (core, industry) not in there:
            NameHold.objects.create(
                filing=filing, division=filing.division, core=core, industry=industry, whole=whole
            )


def release(filing: Filing, at: datetime) -> None:
    """Let the filing's names go: they are registered, or nobody's."""
    filing.holds.filter(released_at=None).update(released_at=at)
