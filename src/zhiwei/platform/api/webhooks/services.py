"""Making and stopping webhooks; each is an act in the audit."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.api import tokens
from zhiwei.platform.api.models import Webhook
from zhiwei.platform.api.webhooks.addresses import target
from zhiwei.platform.api.webhooks.events import EVENTS
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock


def own(viewer: Viewer) -> QuerySet[Webhook]:
    """The viewer's own webhooks."""
    if viewer.user_id is None:
        return Webhook.objects.none()
    return Webhook.objects.filter(user_id=viewer.user_id).select_related("membership__organisation")


@transaction.atomic
def make(viewer: Viewer, *, url: str, events: Sequence[str], membership_id: uuid.UUID) -> Webhook:
    """A new webhook. Raises PermissionDenied for a role that may not, Refused for an address nothing may go to."""
    membership = next((m for m in tokens.memberships(viewer, "webhooks.make") if m.pk == membership_id), None)
    if viewer.user_id is None or membership is None or not events or not set(events) <= EVENTS.keys():
        raise PermissionDenied(_("不能为这一角色建立这样的变更通知。"))
    target(url)
    hook = Webhook.objects.create(
        url=url, events=sorted(set(events)), user_id=viewer.user_id, membership=membership
    )
    detail = {"url": url, "events": hook.events}
    log.record(
        viewer, "webhooks.make", kind="webhook", key=str(hook.pk), division=membership.division, detail=detail
    )
    return hook


@transaction.atomic
def stop(viewer: Viewer, webhook_id: uuid.UUID) -> Webhook:
    """Send nothing more to a webhook of the viewer. Raises Http404 for one that is not his."""
    hook = own(viewer).filter(pk=webhook_id).first()
    if hook is None:
        raise Http404
    if hook.stopped_at is None:
        hook.stopped_at = clock.now()
        hook.save(update_fields=["stopped_at"])
        log.record(viewer, "webhooks.stop", kind="webhook", key=str(hook.pk), permission="webhooks.make")
    return hook
