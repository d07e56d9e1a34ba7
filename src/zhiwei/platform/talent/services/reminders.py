"""What the days bring: reminders before a kept post ends, and its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.kit import clock
from zhiwei.platform.talent.models import Reminder, Secondment
from zhiwei.platform.talent.services.common import note

AHEAD = (180, 90, 30)
"""Days before the end of the kept post on which its parties are reminded. 20.2 speaks of a kept post and of no reminder:
the platform's own rule."""


@dataclass
class Ticked:
    """What was done; ``failed`` names the secondments whose end was refused."""

    reminded: int = 0
    ended: int = 0
    failed: list[tuple[UUID, str]] = field(default_factory=list)


def tick() -> Ticked:
    """Remind and end, each secondment in a transaction of its own; again on the same day does nothing more."""
    done, today = Ticked(), clock.today()
    running = Secondment.objects.filter(live=True, kept_until__isnull=False, ended_on=None)
    for key in list(running.order_by("kept_until", "pk").values_list("pk", flat=True)):
        with transaction.atomic():
            held = (
                Secondment.objects.select_for_update(of=("self",))
                .select_related("subject", "case")
                .get(pk=key)
            )
            assert held.kept_until is not None
            assert held.case is not None
            left = (held.kept_until - today).days
            if left < 0:
                try:
                    with transaction.atomic():
                        cases.act(SYSTEM, held.case.pk, "lapse", revision=held.case.revision)
                    done.ended += 1
                except cases.Refused as refused:
                    done.failed.append((key, str(refused)))
                continue
            due = [days for days in AHEAD if left <= days]
            if due and not held.reminders.filter(days=due[-1]).exists():
                Reminder.objects.create(secondment=held, days=due[-1], made_on=today)
                note(SYSTEM, "talent.remind", held, days=due[-1], until=held.kept_until)
                done.reminded += 1
    return done
