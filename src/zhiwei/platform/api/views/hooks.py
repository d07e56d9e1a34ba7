"""Webhooks of the token's owner, made and stopped by programs as on pages."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from zhiwei.platform.api.auth import Bearer, Caller, viewer
from zhiwei.platform.api.bodies import escaped, read_body
from zhiwei.platform.api.models import Webhook
from zhiwei.platform.api.openapi import FILED, SCOPED, gives
from zhiwei.platform.api.paging import FARTHEST, MOST, USUAL, paged
from zhiwei.platform.api.problems import Fault, Faults, invalid
from zhiwei.platform.api.replies import reply
from zhiwei.platform.api.webhooks import services
from zhiwei.platform.api.webhooks.addresses import Refused
from zhiwei.platform.api.webhooks.events import EVENTS

router = Router()
MANAGE = Bearer("webhooks:manage")
FIELDS = ("url", "events")
LONGEST = 500
"""Signs of an address."""


@router.get("", auth=MANAGE, openapi_extra=gives("webhooks", SCOPED), operation_id="webhooks")
def listed(
    request: HttpRequest,
    page: int = Query(1, ge=1, le=FARTHEST),
    size: int = Query(USUAL, ge=1, le=MOST),
) -> HttpResponse:
    """The webhooks of the token's owner, the latest first, without their secrets."""
    rows = services.own(viewer(request)).order_by("-made_at", "pk")
    return reply(paged(request, rows, page, size, _told))


@router.post(
    "", auth=MANAGE, openapi_extra=gives("webhook", FILED, takes="webhook_wish", made=True), operation_id="make_webhook"
)  # fmt: skip
def make(request: HttpRequest) -> HttpResponse:
    """A new webhook in the token's role; the answer holds the secret that signs what is sent."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    assert caller.token is not None
    url, wanted = _wish(read_body(request))
    try:
        made = services.make(caller.viewer, url=url, events=wanted, membership_id=caller.token.membership_id)
    except Refused as refused:
        raise invalid([Fault("#/url", str(refused), str(refused))]) from None
    return reply(_told(made) | {"secret": made.secret}, 201)


@router.post(
    "/{uuid:webhook}/stop", auth=MANAGE, openapi_extra=gives("webhook", SCOPED), operation_id="stop_webhook"
)
def stop(request: HttpRequest, webhook: uuid.UUID) -> HttpResponse:
    """Send nothing more."""
    return reply(_told(services.stop(viewer(request), webhook)))


def _wish(body: dict[str, Any]) -> tuple[str, list[str]]:
    faults = Faults()
    for name in body:
        if name not in FIELDS:
            faults.add("#/" + escaped(name), "不认识的项", "unknown field")
    url, wanted = body.get("url"), body.get("events")
    if not isinstance(url, str) or not url or len(url) > LONGEST:
        faults.add(
            "#/url", f"应为不超过 {LONGEST} 字的地址", f"an address of {LONGEST} signs at most is needed"
        )
    if not isinstance(wanted, list) or not wanted:
        faults.add("#/events", "至少选一种事件", "one event at least is needed")
    else:
        for number, one in enumerate(wanted):
            if not isinstance(one, str) or one not in EVENTS:
                known = "、".join(EVENTS)
                faults.add(
                    f"#/events/{number}", "没有这种事件", "no such event", remedy_zh=known, remedy_en=known
                )
    faults.refuse()
    assert isinstance(url, str)
    assert isinstance(wanted, list)
    return url, wanted


def _told(hook: Webhook) -> dict[str, Any]:
    stopped = hook.stopped_at.isoformat() if hook.stopped_at else None
    about = {"id": str(hook.pk), "url": hook.url, "events": list(hook.events)}
    return {
        **about,
        "made_at": hook.made_at.isoformat(),
        "stopped_at": stopped,
        "stopped_why": hook.stopped_why,
    }
