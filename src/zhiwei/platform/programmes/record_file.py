"""A register of a programme from a file: what its own keys call the same is entered once; corrections stay on the page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit.language import semicolons
from zhiwei.platform.programmes.files import Programme, Register, get
from zhiwei.platform.programmes.files.model import OWNER, RECORD
from zhiwei.platform.programmes.forms import OwnerField, RecordForm, TitleField, values_of
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers import keeping, rights
from zhiwei.platform.programmes.registers.faults import Fault, Refused
from zhiwei.platform.programmes.registers.values import Read, in_words, read
from zhiwei.platform.programmes.tables import names_of
from zhiwei.platform.subjects.list_files import Done, ListFile, Result
from zhiwei.platform.subjects.list_files.kinds import Words
from zhiwei.platform.subjects.models import Subject

NONE = "—"


class Kept(NamedTuple):
    """A register for somebody who keeps it: for one owner alone, or (None) for several or for a place."""

    programme: Programme
    register: Register
    owner: Subject | None
    place: str


class RecordRow(RecordForm):
    """A record whose links are named whole; whoever keeps for one owner only names no owner."""

    def __init__(self, viewer: Viewer, kept: Kept, *args: Any) -> None:
        super().__init__(viewer, kept.programme, kept.register, None, *args)
        if OWNER in self.fields:
            owners = rights.owners(viewer, kept.programme, kept.register)
            self.fields[OWNER] = OwnerField(owners, label=gettext_lazy("登记主体"))
        if kept.owner is not None:
            del self.fields[OWNER]
        for name, one in kept.register.fields.items():
            if one.kind == RECORD:
                rows = rights.visible(viewer, kept.programme.id, one.target).filter(live=True)
                self.fields[name] = TitleField(rows, required=one.field.required)
            unit = gettext_lazy("元") if one.kind == "money" else one.field.unit
            label: Any = format_lazy("{}（{}）", one.words, unit) if unit else one.words
            self.fields[name].label = label


class RecordFile(ListFile):
    """A register; its address names the programme and the register."""

    name = "records"
    title = gettext_lazy("登记册")
    note = gettext_lazy("登记过的不能用表修改，内容不同的行不收；更正和作废在登记的页面上办理。")
    permission = rights.KEEP
    form = RecordRow
    key = ()
    most = 2_000
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {}

    def target(self, viewer: Viewer, key: str) -> Kept:
        """The register, for who may enter in it."""
        programme, _colon, register = key.partition(":")
        try:
            whole = get(programme)
            kept = whole.registers[register]
        except KeyError:
            raise Http404 from None
        place = rights.place_of(viewer)
        owners: list[Subject | None] = []
        if kept.owner:
            owners = list(rights.owners(viewer, whole, kept)[:2])
            able = bool(owners)
        else:
            able = rights.may_keep(viewer, whole, kept, None, place)
        if not able:
            raise PermissionDenied(_("您不能在这个登记册里登记"))
        owner = owners[0] if len(owners) == 1 else None
        return Kept(whole, kept, owner, owner.division if owner else place)

    def whose(self, target: Kept) -> str:
        """What the register is called."""
        return f"{target.programme.title} · {target.register.words}"

    def page(self, viewer: Viewer, target: Kept) -> str:
        """The register."""
        return reverse("programmes:records", args=[target.programme.id, target.register.id])

    def division(self, target: Kept) -> str:
        """The owner's place, or the office's."""
        return target.place

    def row(self, viewer: Viewer, target: Kept, data: Mapping[str, str] | None = None) -> forms.Form:
        """The form of one record."""
        return RecordRow(viewer, target, data)

    def owners(self, target: Kept) -> Mapping[Words, Collection[str]]:
        """Rows of another owner are refused."""
        return {gettext_lazy("登记主体"): {target.owner.name}} if target.owner is not None else {}

    def enter(self, viewer: Viewer, target: Kept, given: dict[str, Any]) -> Done:
        """A new record; one that is there says what the row says, or the row is refused."""
        whole, kept = target.programme, target.register
        owner = given.get(OWNER) or target.owner
        division = owner.division if owner is not None else target.place
        found = read(whole, kept, values_of(kept, given))
        if found.faults:
            raise Refused(found.faults)
        own = Record.objects.filter(programme=whole.id, register=kept.id, owner=owner, division=division)
        there = keeping.like(whole, kept, owner, division, found.values)
        if there is not None and own.filter(pk=there.pk).exists():
            told = list(_told(kept, there, found, set(given)))
            if not told:
                return Done(Result.SAME)
            words = _(
                "已有登记“%(title)s”，内容不同（%(told)s）；请改为一致或删去这一行，要更正的在登记的页面上更正"
            )
            raise Refused([Fault("", words % {"title": there.title, "told": semicolons(told)})])
        if gone := keeping.same(own.filter(live=False), found.values):
            words = _("这条登记现为“%(state)s”（%(why)s）；请删去这一行，确要再登记的在页面上逐条登记")
            raise Refused(
                [Fault("", words % {"state": kept.states[gone.state].words, "why": gone.note or NONE})]
            )
        keeping.enter(viewer, whole.id, kept.id, values_of(kept, given), owner=owner, division=division)
        return Done(Result.NEW)


def _told(kept: Register, there: Record, found: Read, given: set[str]) -> Iterator[str]:
    """Label, kept and given value of each field in which a row differs; a column that the file lacks changes nothing."""
    new = Record(values=found.values)
    links = {str(one.pk): one.name for one in found.subjects.values()}
    links |= {str(one.pk): one.title for one in found.records.values()}
    for name, one in kept.fields.items():
        if name not in given or there.values.get(name) == found.values.get(name):
            continue
        names = names_of(there)
        if one.kind == RECORD and (key := there.values.get(name)):
            names |= {key: Record.objects.values_list("title", flat=True).get(pk=key)}
        told = {
            "label": one.words, "old": in_words(kept, name, there, names) or NONE, "new": in_words(kept, name, new, links) or NONE,
        }  # fmt: skip
        yield _("%(label)s：%(old)s → %(new)s") % told
