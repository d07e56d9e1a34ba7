"""The decisions that hold, as the engine reads them: remembered per process under the register's stamp.

An act that changes answers changes the stamp in its own transaction; every process compares the stamp in the database
before it uses what it remembers, so that an approval counts for the next answer of every process.
"""

from __future__ import annotations

import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from threading import Lock
from typing import Any

import structlog

from zhiwei.engine.decisions import Decision, read_decisions
from zhiwei.engine.errors import InputError
from zhiwei.engine.rulebook import Rulebook
from zhiwei.platform.decisions.models import PUBLIC, Filing, Register
from zhiwei.platform.kit import clock

YEARS_BACK = 2
"""Whole years before a day's own whose decisions its rules may still look at."""
KEPT = 64
"""Sets of decisions remembered, by stamp and days asked; the one used longest ago goes first."""

_log = structlog.get_logger(__name__)


@cache
def book() -> Rulebook:
    """The rulebook of this process."""
    from zhiwei import rulebook

    return rulebook()


def stamp() -> str:
    """The present stamp of the register; one small query."""
    return Register.objects.filter(pk=1).values_list("stamp", flat=True).first() or ""


def lock() -> Register:
    """Hold the register until the end of the transaction; other changes wait."""
    Register.objects.get_or_create(pk=1)
    return Register.objects.select_for_update().get(pk=1)


def touch() -> str:
    """Say, within the transaction of a change, that answers may have changed; the new stamp."""
    held = lock()
    held.stamp, held.changed_at = uuid.uuid4().hex, clock.now()
    held.save(update_fields=["stamp", "changed_at"])
    return held.stamp


@dataclass(frozen=True, slots=True)
class Held:
    """A decision with the days of the register around it."""

    filing: uuid.UUID
    decision: Decision
    closed_on: date | None
    lapses_from: date | None

    def as_known(self, known_on: date | None) -> Decision | None:
        """The decision as the register showed it on a day, None if it did not, or shows it as never having held."""
        decision = self.decision
        if known_on is not None and decision.filed_on > known_on:
            return None
        closed = self.closed_on is not None and (known_on is None or self.closed_on <= known_on)
        if not closed or self.lapses_from is None:
            return decision
        last = self.lapses_from - timedelta(days=1)
        if last < decision.starts:
            return None
        return decision if decision.ends and decision.ends <= last else replace(decision, ends=last)


def file_form(filing: Filing) -> dict[str, Any]:
    """A filing as the engine's file form of a decision; an unfiled one counts as filed today."""
    data: dict[str, Any] = {
        "division": filing.division,
        "document": filing.document,
        "filed_on": (filing.filed_on or clock.today()).isoformat(),
        "sentence": filing.sentence,
        "from": filing.from_day.isoformat(),
    }
    if filing.to_day:
        data["to"] = filing.to_day.isoformat()
    return data | ({"declines": True} if filing.declines else {"fills": filing.fills})


class Memory:
    """A few results by key, the least used forgotten first; safe among threads."""

    def __init__(self, kept: int) -> None:
        self.kept, self.lock = kept, Lock()
        self.found: OrderedDict[Any, Any] = OrderedDict()

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        with self.lock:
            if key in self.found:
                self.found.move_to_end(key)
                return self.found[key]
        made = make()
        with self.lock:
            made = self.found.setdefault(key, made)
            while len(self.found) > self.kept:
                self.found.popitem(last=False)
        return made


_registers = Memory(4)
_chosen = Memory(KEPT)


def held(at: str) -> tuple[Held, ...]:
    """Every filing that took effect, read by the engine; those that today's rulebook refuses are left out and logged."""
    return tuple(_registers.get((at, book().hash), _read))


@dataclass
class _Parsed:
    """What the engine made of each filing at its revision, so that a change reads but the changed ones anew."""

    decisions: dict[tuple[uuid.UUID, int, str], Decision | None]


_parsed = _Parsed({})


def _read() -> tuple[Held, ...]:
    found, before, parsed = [], _parsed.decisions, {}
    for filing in Filing.objects.filter(state__in=PUBLIC, filed_on__isnull=False).order_by("filed_on", "pk"):
        key = (filing.pk, filing.revision, book().hash)
        decision = parsed[key] = before[key] if key in before else _decision(filing)
        if decision is not None:
            found.append(Held(filing.pk, decision, filing.closed_on, filing.lapses_from))
    _parsed.decisions = parsed
    return tuple(found)


def _decision(filing: Filing) -> Decision | None:
    try:
        (decision,) = read_decisions([file_form(filing)], book().data)
    except InputError as error:
        _log.warning("decision refused by this rulebook", filing=str(filing.pk), defects=str(error))
        return None
    return decision


@dataclass(frozen=True, slots=True)
class Chosen:
    """The decisions of some days as known on a day, and by position the filings they come from."""

    decisions: tuple[Decision, ...]
    filings: tuple[uuid.UUID, ...]


def chosen(*, as_of: date, known_on: date | None = None) -> Chosen:
    """What :func:`in_force` gives, with the filing of each decision."""
    at = stamp()
    known = known_on if known_on is None or known_on < clock.today() else None

    def make() -> Chosen:
        first, last = date(max(as_of.year - YEARS_BACK, 1), 1, 1), date(as_of.year, 12, 31)
        shown = [(one.as_known(known), one.filing) for one in held(at)]
        kept = [(d, f) for d, f in shown if d and d.starts <= last and (d.ends is None or d.ends >= first)]
        return Chosen(tuple(d for d, _ in kept), tuple(f for _, f in kept))

    found: Chosen = _chosen.get((at, book().hash, as_of.year, known), make)
    return found


def in_force(*, as_of: date, known_on: date | None = None) -> tuple[Decision, ...]:
    """The decisions that rules may look at on a day, as known on a day: the same object as long as nothing changes.

    They reach back :data:`YEARS_BACK` years, for rules that compare with an earlier period.
    """
    return chosen(as_of=as_of, known_on=known_on).decisions


def supposing(filing: Filing, as_of: date) -> tuple[Decision, ...]:
    """The decisions of a day if a filing took effect today in place of the one it replaces.

    Raises InputError where the engine refuses the filing.
    """
    (own,) = read_decisions([file_form(filing)], book().data)
    found = chosen(as_of=as_of)
    kept: list[Decision] = []
    for decision, key in zip(found.decisions, found.filings, strict=True):
        last = filing.from_day - timedelta(days=1)
        if key != filing.replaces_id or (decision.ends and decision.ends <= last):
            kept.append(decision)
        elif decision.starts <= last:
            kept.append(replace(decision, ends=last))
    return (*kept, own)
