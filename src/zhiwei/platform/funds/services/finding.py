"""Keeping what a run found of each subject, so that it can be listed later as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.funds.models import Finding, Run
from zhiwei.platform.funds.surveying import Found
from zhiwei.platform.subjects.models import Subject

Said = tuple[str, str, str, int | None, list[str], str]
"""Division, verdict, deciding criterion, fen, missing facts, and why the case could not go on."""


def keep(made: Run, portion: Sequence[Subject], found: Iterable[Found], stuck: Mapping[UUID, str]) -> None:
    """Write down what a run found of a portion of subjects where it differs from what was known; again does nothing.

    Subjects of the portion of which nothing was found have facts that contradict each other.
    """
    now: dict[UUID, Said] = {
        one.pk: (one.division, Finding.CONTRADICTORY, "", None, [], stuck.get(one.pk, "")) for one in portion
    }
    for row in found:
        key = row.subject.pk
        now[key] = (
            row.subject.division,
            row.verdict,
            row.deciding,
            row.fen,
            list(row.missing),
            stuck.get(key, ""),
        )
    with transaction.atomic():
        held = _current(made).filter(subject__in=list(now))
        closed = []
        for pk, key, *before in held.values_list(
            "pk", "subject", "division", "verdict", "deciding", "fen", "missing", "said"
        ):
            if tuple(before) == now[key]:
                del now[key]
            else:
                closed.append(pk)
        _close(made, closed)
        Finding.objects.bulk_create(
            [
                Finding(
                    type=made.type, as_of=made.as_of, subject_id=key, division=place, verdict=verdict, deciding=deciding,
                    fen=fen, missing=missing, said=said, since=made.made_at,
                )
                for key, (place, verdict, deciding, fen, missing, said) in now.items()
            ],
            ignore_conflicts=True,  # a run that overlaps this one was faster
        )  # fmt: skip


def close_absent(made: Run) -> None:
    """End what is known of subjects that a run did not look at any more: gone, or moved out of its division."""
    own = sorted(covered_by(made.division))
    gone = ~Q(subject__state=Subject.State.ACTIVE) | ~Q(subject__division__in=own)
    _close(made, list(_current(made).filter(gone, division__in=own).values_list("pk", flat=True)))


def _current(made: Run) -> QuerySet[Finding]:
    return Finding.objects.filter(type=made.type, as_of=made.as_of, until=None)


def _close(made: Run, keys: Sequence[int]) -> None:
    """End versions; what the same run wrote before it was broken off is replaced, what a later one wrote stays."""
    rows = Finding.objects.filter(pk__in=keys, until=None)
    rows.filter(since=made.made_at).delete()
    rows.filter(since__lt=made.made_at).update(until=made.made_at)
