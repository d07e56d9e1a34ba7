"""Making, finding and revoking tokens; every one is an act in the audit."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.api.models import ApiToken
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock

START = "zw_"
SCOPES: dict[str, Promise | str] = {
    "subjects:read": _("查看主体"),
    "facts:read": _("查看主体的事实"),
    "answers:read": _("查看主体的判定"),
    "cases:read": _("查看办件"),
    "cases:apply": _("为企业申请、补正和撤回"),
    "webhooks:manage": _("建立和停用变更通知"),
}
"""What a token may be allowed, and its name on pages."""
LONGEST = 366
"""Days a token may live."""
RARELY = timedelta(minutes=5)
"""How often the last use is written down."""


def own(viewer: Viewer) -> QuerySet[ApiToken]:
    """The viewer's own tokens."""
    if viewer.user_id is None:
        return ApiToken.objects.none()
    return ApiToken.objects.filter(user_id=viewer.user_id).select_related("membership__organisation")


def memberships(viewer: Viewer, act: str = "tokens.make") -> list[Membership]:
    """The viewer's own roles for which he may make tokens; those he stands in for do not count."""
    able = [
        grant.membership_id for grant in viewer.grants
        if not grant.acting_for and grant.reaches(act, grant.division or None, grant.organisation_id)
    ]  # fmt: skip
    return list(
        Membership.objects.filter(pk__in=filter(None, able))
        .select_related("organisation")
        .order_by("from_day")
    )


@transaction.atomic
def make(
    viewer: Viewer, *, name: str, scopes: Sequence[str], membership_id: uuid.UUID, days: int
) -> tuple[ApiToken, str]:
    """A new token and its text, which is nowhere kept. Raises PermissionDenied for a role that may not."""
    membership = next((m for m in memberships(viewer) if m.pk == membership_id), None)
    if (
        viewer.user_id is None
        or membership is None
        or not scopes
        or not set(scopes) <= SCOPES.keys()
        or not 1 <= days <= LONGEST
    ):
        raise PermissionDenied(_("不能为这一角色建立这样的令牌。"))
    text = START + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name,
        hash=digest(text),
        start=text[:9],
        scopes=sorted(set(scopes)),
        user_id=viewer.user_id,
        membership=membership,
        expires_at=clock.now() + timedelta(days=days),
    )
    detail = {"name": name, "scopes": token.scopes, "membership": str(membership.pk), "days": days}
    log.record(
        viewer, "tokens.make", kind="token", key=str(token.pk), division=membership.division, detail=detail
    )
    return token, text


@transaction.atomic
def revoke(viewer: Viewer, token_id: uuid.UUID) -> ApiToken:
    """Make a token of the viewer worthless at once. Raises Http404 for one that is not his."""
    token = own(viewer).select_for_update(of=("self",)).filter(pk=token_id).first()
    if token is None:
        raise Http404
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        log.record(viewer, "tokens.revoke", kind="token", key=str(token.pk), permission="tokens.make")
    return token


def digest(text: str) -> str:
    """What is kept of a token. It holds 256 random bits, so that one round of SHA-256 is enough."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def find(text: str) -> ApiToken | None:
    """The living token of this text; notes its use."""
    token = ApiToken.objects.select_related("user", "membership").filter(hash=digest(text)).first()
    if token is None or not token.active or not token.user.is_active:
        return None
    now = clock.now()
    if token.used_at is None or now - token.used_at > RARELY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token


def viewer_of(token: ApiToken, origin: str = "") -> Viewer:
    """What the token's program may see: what its user may in that one role, as long as he holds it."""
    return within(accounts.viewer(token.user, origin=origin), token.membership_id)


def within(viewer: Viewer, membership_id: uuid.UUID) -> Viewer:
    """The viewer with one of his own roles only."""
    grants = tuple(g for g in viewer.grants if g.membership_id == membership_id and not g.acting_for)
    return replace(viewer, grants=grants)
