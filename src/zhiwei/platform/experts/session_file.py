"""The sessions of an expert from a file: he is in one place at a time, so day and beginning tell two apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.experts import queries
from zhiwei.platform.experts.forms import SessionForm
from zhiwei.platform.experts.models import Expert, Session
from zhiwei.platform.experts.services import open_session
from zhiwei.platform.experts.services.common import Fault, Refused
from zhiwei.platform.experts.services.sessions import may_run, times
from zhiwei.platform.kit.language import semicolons
from zhiwei.platform.subjects.list_files import Done, ListFile, Result, changes, row_of
from zhiwei.platform.subjects.list_files.kinds import Words

CUT = {"seats", "minutes"}
"""What slots are cut by; the session keeps the slots alone."""


class SessionFile(ListFile):
    """When and where an expert advises; he enters it himself, or officials of the place."""

    name = "expert-sessions"
    title = gettext_lazy("咨询场次")
    note = gettext_lazy(
        "同一天同一时间开始的算同一场，只登记一次。已安排的场次不能用表修改，内容不同的行不收；取消在场次页面上办理。"
        "专场咨询填名额，“门诊”和网上咨询填每位时长。"
    )
    permission = "experts.keep"  # for whom an official stood in; the expert's own right is no official's
    form = SessionForm
    key = ("day", "begins")

    def target(self, viewer: Viewer, key: str) -> Expert:
        """The expert, for himself and for officials of places he serves."""
        own = queries.expert_of(viewer)
        rows = Expert.objects.filter(pk=own.pk) if own and str(own.pk) == key else queries.experts_of(viewer)
        expert = row_of(rows, pk=key)
        if expert is None or not _places(viewer, expert):
            raise Http404
        return expert

    def whose(self, target: Expert) -> str:
        """His name."""
        return str(target)

    def page(self, viewer: Viewer, target: Expert) -> str:
        """His desk, or his page for officials."""
        if viewer.user_id == target.user_id:
            return reverse("experts:desk")
        return reverse("experts:expert", args=[target.pk])

    def division(self, target: Expert) -> str:
        """The place he serves."""
        return target.division

    def row(self, viewer: Viewer, target: Expert, data: Mapping[str, str] | None = None) -> forms.Form:
        """The form of one session."""
        return SessionForm(target, _places(viewer, target), data)

    def owners(self, target: Expert) -> Mapping[Words, Collection[str]]:
        """Rows of another expert are refused."""
        return {gettext_lazy("专家"): {str(target)}}

    def enter(self, viewer: Viewer, target: Expert, given: dict[str, Any]) -> Done:
        """A new session; one that begins then says what the row says, or the row is refused."""
        rows = target.sessions.filter(day=given["day"], begins=given["begins"])
        there = rows.filter(state=Session.State.OPEN).first()
        said = {name: value for name, value in given.items() if name not in CUT}
        if there is not None:
            told = changes(there, said, self.fields(viewer, target))
            if CUT & set(given) and not _cut_alike(there, given):
                told.append(_("号源不同"))
            if not told:
                return Done(Result.SAME)
            words = _("这一场已经安排，内容不同（%(told)s）；请改为一致或删去这一行，要改的先取消再安排")
            raise Refused([Fault("begins", words % {"told": semicolons(told)})])
        if gone := rows.filter(**said).first():
            words = _("这一场已经取消（%(why)s）；请删去这一行，确要再安排的在页面上逐场安排")
            raise Refused([Fault("begins", words % {"why": gone.reason})])
        open_session(viewer, target, **given)
        return Done(Result.NEW)


def _places(viewer: Viewer, expert: Expert) -> frozenset[str]:
    """Where the viewer may open sessions of an expert."""
    return frozenset(code for code in covered_by(expert.division) if may_run(viewer, expert, code))


def _cut_alike(there: Session, given: Mapping[str, Any]) -> bool:
    """Whether the slots of a session are those that a row gives."""
    wanted = times(given["channel"], given["begins"], given["ends"], given.get("seats"), given.get("minutes"))
    return list(there.slots.values_list("begins", "ends")) == wanted
