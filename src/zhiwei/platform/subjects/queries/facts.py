"""Facts as the law takes them: one value for each, from the source that goes first, on a day and as known on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import FactRecord, Subject
from zhiwei.platform.subjects.queries.register import registered
from zhiwei.platform.subjects.sources import REGISTRATION, sources
from zhiwei.platform.subjects.timeline import Choice, Statement, choose, standing

_COLUMNS = (
    "subject_id", "name", "period", "source", "status", "value", "holds_from", "known_from", "received_on",
    "expires_on", "legal_basis", "id",
)  # fmt: skip


def statements(
    subjects: Iterable[Subject], names: Collection[str] | None = None
) -> dict[UUID, list[Statement]]:
    """Everything that was ever said of some subjects, register included; two queries however many they are.

    With ``names`` only of these facts.
    """
    wanted = {s.id: s for s in subjects}
    found: dict[UUID, list[Statement]] = {key: [] for key in wanted}
    recorded: set[tuple[UUID, str]] = set()  # where the register proper speaks, the subject's column does not
    records = FactRecord.objects.all() if names is None else FactRecord.objects.filter(name__in=list(names))
    for some in portions(list(wanted)):
        for subject_id, *rest in records.filter(subject__in=some).values_list(*_COLUMNS).iterator(20_000):
            one = Statement._make(rest)
            found[subject_id].append(one)
            if one.source == REGISTRATION:
                recorded.add((subject_id, one.name))
    for key, statement in registered(wanted.values(), names):
        if (key, statement.name) not in recorded:
            found[key].append(statement)
    return found


PORTION = 500
"""Subjects named in one query: of some thousand PostgreSQL reads the facts of all subjects, which takes ten times as long."""


def portions(keys: list[UUID]) -> Iterable[list[UUID]]:
    """Keys of subjects, as many at a time as one query may name."""
    return (keys[start : start + PORTION] for start in range(0, len(keys), PORTION))


def chosen(said: Iterable[Statement], *, as_of: date, known_on: date | None = None) -> dict[str, Choice]:
    """The choice for each label (``revenue@2011``) among the statements of one subject."""
    by_key: dict[tuple[str, str], list[Statement]] = {}
    for statement in said:
        by_key.setdefault((statement.name, statement.period), []).append(statement)
    listed = sources()
    found: dict[str, Choice] = {}
    for (name, _), own in sorted(by_key.items()):
        ones = [standing(by, as_of, known_on) for by in _by_source(own)]
        choice = choose([one for one in ones if one], listed.precedence(name))
        if choice:
            found[choice.used.label] = choice
    return found


def _by_source(own: list[Statement]) -> Iterable[list[Statement]]:
    """The statements of one fact and period, each source's together."""
    if len(own) == 1:
        return (own,)
    found: dict[str, list[Statement]] = {}
    for statement in own:
        found.setdefault(statement.source, []).append(statement)
    return found.values()


def choices(
    subject: Subject, *, as_of: date, known_on: date | None = None, names: Collection[str] | None = None
) -> dict[str, Choice]:
    """For each label the statement used, what other sources say, and why the one was preferred; with ``names`` of these
    facts only."""
    return chosen(statements([subject], names)[subject.id], as_of=as_of, known_on=known_on)


def conflicts(subject: Subject, *, as_of: date, known_on: date | None = None) -> dict[str, Choice]:
    """The labels of which sources say different things."""
    return {k: c for k, c in choices(subject, as_of=as_of, known_on=known_on).items() if c.conflicting}


def facts(
    subject: Subject, *, as_of: date, known_on: date | None = None, lang: str = "zh"
) -> dict[str, dict[str, Any]]:
    """What ``Rulebook.case`` takes; each fact names the source that was used and those that it overrode."""
    return for_case(subject.entity, choices(subject, as_of=as_of, known_on=known_on), lang)


def facts_of_many(
    subjects: Iterable[Subject], *, as_of: date, known_on: date | None = None, lang: str = "zh",
    names: Collection[str] | None = None,
) -> dict[UUID, dict[str, dict[str, Any]]]:  # fmt: skip
    """The same for many subjects at once, in a fixed number of queries for each thousand; with ``names`` these facts only."""
    wanted = list(subjects)
    said = statements(wanted, names)
    return {
        s.id: for_case(s.entity, chosen(said[s.id], as_of=as_of, known_on=known_on), lang) for s in wanted
    }


def for_case(entity: str, found: Mapping[str, Choice], lang: str) -> dict[str, dict[str, Any]]:
    """Facts that the rulebook knows, in file form; statements on names it dropped stay in the register only."""
    known = entities.of_rulebook(entity)
    names = known.facts if known else {}
    return {label: file_form(choice, lang) for label, choice in found.items() if choice.used.name in names}


def file_form(choice: Choice, lang: str) -> dict[str, Any]:
    """The statement used, as ``Rulebook.case`` takes it, with the sources that say otherwise."""
    used = choice.used
    form: dict[str, Any] = {"source": source_text(choice, lang), "received_on": used.received_on}
    if used.status == FactRecord.Status.KNOWN:
        form["value"] = used.value
    else:
        form["status"] = used.status
    if used.legal_basis:
        form["legal_basis"] = used.legal_basis
    if used.expires_on:
        form["expires_on"] = used.expires_on
    return form


def source_text(choice: Choice, lang: str = "zh") -> str:
    """Name of the source used; where others say otherwise, their names too."""
    listed = sources()
    name = listed.label(choice.used.source, lang)
    others = [listed.label(s.source, lang) for s in choice.conflicting]
    if not others:
        return name
    if lang.startswith("zh"):
        return f"{name}（与{'、'.join(others)}不一致，按先后取用）"
    return f"{name} (goes before {', '.join(others)}, which differ)"
