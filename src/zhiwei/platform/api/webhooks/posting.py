"""The job that brings events to their addresses, and tries again later where that fails."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db.models import F
from django.utils.translation import gettext as _
from django_tasks import default_task_backend

from zhiwei.platform.api.models import Delivery, Webhook
from zhiwei.platform.api.webhooks import events
from zhiwei.platform.api.webhooks.sending import Outcome, send
from zhiwei.platform.kit import clock, jobs

PAUSES = tuple(timedelta(seconds=s) for s in (60, 300, 1800, 7200, 28_800, 86_400))
"""How long is waited after each failure; after the last one it is given up."""
LEASE = timedelta(minutes=2)
"""How long a try may take before another process may take it up."""
GIVEN_UP_IN_A_ROW = 5
"""After so many given up one after another nothing more is sent to an address."""
GONE = 410

_log = structlog.get_logger(__name__)


def post() -> int:
    """Gather new events, send what is due, and come back when the next try is."""
    events.gather()
    sent = deliver_due()
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING, webhook__stopped_at__isnull=True)
    following = waiting.order_by("next_at").values_list("next_at", flat=True).first()
    if following is not None and default_task_backend.supports_defer:
        ask_to_post(max(following, clock.now() + timedelta(seconds=1)))
    return sent


def ask_to_post(after: datetime | None = None) -> None:
    """Have the job run soon, or after a moment."""
    jobs.enqueue(post, title=_("发送变更通知"), after=after)


def deliver_due() -> int:
    """Try every delivery whose time has come, each by one process only; how many were tried."""
    tried = 0
    now = clock.now()
    due = Delivery.objects.filter(
        state=Delivery.State.WAITING, next_at__lte=now, webhook__stopped_at__isnull=True
    )
    for delivery in list(due.select_related("webhook").order_by("next_at")):
        mine = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING, next_at=delivery.next_at)
        if mine.update(next_at=now + LEASE, tries=F("tries") + 1):
            delivery.tries += 1
            _settle(delivery, _try(delivery))
            tried += 1
    return tried


def _try(delivery: Delivery) -> Outcome:
    hook = delivery.webhook
    return send(
        hook.url,
        hook.secret,
        event=delivery.event,
        delivery=str(delivery.pk),
        timestamp=str(int(clock.now().timestamp())),
        body=delivery.body.encode(),
    )


def _settle(delivery: Delivery, outcome: Outcome) -> None:
    now = clock.now()
    delivery.status, delivery.said = outcome.status, outcome.said
    if outcome.taken:
        delivery.state, delivery.ended_at = Delivery.State.DELIVERED, now
    elif outcome.status == GONE or delivery.tries > len(PAUSES):
        delivery.state, delivery.ended_at = Delivery.State.GIVEN_UP, now
    else:
        delivery.next_at = now + PAUSES[delivery.tries - 1]
    delivery.save(update_fields=["status", "said", "state", "ended_at", "next_at"])
    _log.info(
        "webhook",
        delivery=str(delivery.pk),
        status=outcome.status,
        state=delivery.state,
        tries=delivery.tries,
    )
    if delivery.state == Delivery.State.GIVEN_UP:
        _perhaps_stop(delivery.webhook, gone=outcome.status == GONE)


def _perhaps_stop(hook: Webhook, *, gone: bool) -> None:
    """Send nothing more to an address that is gone, or fails time and again."""
    ended = hook.deliveries.exclude(state=Delivery.State.WAITING).order_by("-ended_at")
    last = list(ended.values_list("state", flat=True)[:GIVEN_UP_IN_A_ROW])
    failing = len(last) == GIVEN_UP_IN_A_ROW and set(last) == {Delivery.State.GIVEN_UP}
    if gone or failing:
        why = "410" if gone else f"{GIVEN_UP_IN_A_ROW} ×"
        Webhook.objects.filter(pk=hook.pk, stopped_at__isnull=True).update(
            stopped_at=clock.now(), stopped_why=why
        )
