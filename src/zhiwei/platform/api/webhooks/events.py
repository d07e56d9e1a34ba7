"""Events out of the audit's chain: every act that changes answers is there, once and in order."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.api import tokens
from zhiwei.platform.api.models import Cursor, Delivery, Webhook
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import ImportRow

EVENTS: dict[str, Promise | str] = {
    "decision.approved": _("地方决定生效"),
    "decision.ended": _("地方决定撤回或被替代"),
    "law.changed": _("规则集变更"),
    "subject.changed": _("主体或其事实变更"),
    "case.changed": _("办件立案或有进展"),
}
ACTS = {
    "decisions.approve": "decision.approved",
    "decisions.take_over": "decision.approved",
    "decisions.withdraw": "decision.ended",
    "decisions.supersede": "decision.ended",
    "subjects.create": "subject.changed",
    "subjects.change": "subject.changed",
    "facts.add": "subject.changed",
    "facts.declare": "subject.changed",
    "facts.import": "subject.changed",
    "cases.open": "case.changed",
    "cases.act": "case.changed",
    "cases.lapse": "case.changed",
}
"""Which act is which event."""
AT_ONCE = 500
"""Acts read in one transaction."""
NAMED = 1000
"""Subjects of an import that one event names."""


def gather() -> int:
    """Make deliveries of all acts since the last time; how many."""
    made = 0
    while True:
        with transaction.atomic():
            cursor = _cursor()
            acts = list(Act.objects.filter(seq__gt=cursor.seq).order_by("seq")[:AT_ONCE])
            if not acts:
                return made
            for act in acts:
                made += sum(1 for _ in _deliveries(act))
            cursor.seq = acts[-1].seq
            cursor.save(update_fields=["seq"])


def announce_law() -> int:
    """Tell of a rulebook that is another than at the last time; the very first one is only noted."""
    with transaction.atomic():
        cursor, now = _cursor(), current().hash
        if cursor.rulebook == now:
            return 0
        before, cursor.rulebook = cursor.rulebook, now
        cursor.save(update_fields=["rulebook"])
        if not before:
            return 0
        data = {"before": before, "after": now}
        hooks = [hook for hook in _listening("law.changed") if _viewer(hook) is not None]
        for hook in hooks:
            _deliver(hook, "law.changed", now, "/api/v1/", data, clock.now())
    return len(hooks)


def ping(webhook: Webhook) -> Delivery:
    """A delivery that says nothing but that it arrives."""
    return _deliver(webhook, "ping", str(webhook.pk), "", {}, clock.now())


def _cursor() -> Cursor:
    """How far we are, locked; an installation's first look begins at the end of the chain."""
    found = Cursor.objects.select_for_update().filter(pk=1).first()
    if found is None:
        last = Act.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        Cursor.objects.bulk_create([Cursor(pk=1, seq=last)], ignore_conflicts=True)
        found = Cursor.objects.select_for_update().get(pk=1)
    return found


def _deliveries(act: Act) -> Iterator[Delivery]:
    event = ACTS.get(act.act)
    if event is None:
        return
    for hook in _listening(event):
        viewer = _viewer(hook)
        if viewer is None:
            continue
        if event == "subject.changed":
            data = _subjects(act, viewer)
            if data:
                yield _deliver(hook, event, act.key, _address(act), data, act.at)
        elif event == "case.changed":
            if cases.visible(viewer).filter(pk=act.key).exists():
                names = ("type", "number", "subject", "step", "clock", "state")
                told = {name: str(act.detail[name]) for name in names if name in act.detail}
                address = f"/api/v1/common-grants/applications/{act.key}"
                yield _deliver(hook, event, act.key, address, told, act.at)
        else:
            data = {"division": act.division, "document": act.detail.get("document", "")}
            yield _deliver(hook, event, act.key, f"/api/v1/decisions/{act.key}", data, act.at)


def _listening(event: str) -> list[Webhook]:
    hooks = Webhook.objects.filter(stopped_at__isnull=True).select_related("user", "membership")
    return [hook for hook in hooks if event in hook.events]


def _viewer(hook: Webhook) -> Viewer | None:
    """What the owner may see today in the role he made it in; None where he holds it no more."""
    found = tokens.within(accounts.viewer(hook.user), hook.membership_id)
    return found if found.grants else None


def _subjects(act: Act, viewer: Viewer) -> dict[str, Any]:
    """The subjects an act changed, as far as the viewer may know of them."""
    visible = subjects.visible(viewer)
    if act.kind == "import":
        changed = ImportRow.objects.filter(
            batch_id=uuid.UUID(act.key), match__in=[ImportRow.Match.NEW, ImportRow.Match.CHANGED]
        )
        found = visible.filter(pk__in=changed.values("subject_id"))
        count = found.count()
        keys = [str(key) for key in found.order_by("pk").values_list("pk", flat=True)[:NAMED]]
        return {"subjects": keys, "count": count} if count else {}
    return {"subjects": [act.key], "count": 1} if visible.filter(pk=act.key).exists() else {}


def _address(act: Act) -> str:
    return "" if act.kind == "import" else f"/api/v1/subjects/{act.key}"


def _deliver(
    hook: Webhook, event: str, key: str, address: str, data: dict[str, Any], at: datetime
) -> Delivery:
    delivery = Delivery(id=uuid.uuid4(), webhook=hook, event=event)
    content = {
        "id": str(delivery.pk),
        "event": event,
        "at": at.isoformat(),
        "key": key,
        "address": address,
        "data": data,
    }
    delivery.body = json.dumps(content, ensure_ascii=False)
    delivery.save(force_insert=True)
    return delivery


def listened() -> bool:
    """Whether anybody waits for events at all."""
    return Webhook.objects.filter(stopped_at__isnull=True).exists()


__all__ = ["ACTS", "EVENTS", "announce_law", "gather", "listened", "ping"]
