"""Forms that a register describes, and the room's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.law.identifiers import tidy
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.forms import field_of
from zhiwei.platform.kit import money
from zhiwei.platform.kit.forms import FilterForm
from zhiwei.platform.programmes.files.model import RECORD, SUBJECT, Programme, Register, RegisterField
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers import rights
from zhiwei.platform.subjects.models import Subject

MOST = 500
"""Records offered to choose from."""


class SubjectField(forms.CharField):
    """A subject by its exact name or number, so that nobody learns of others by trying parts of names."""

    def __init__(self, entity: str, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.entity = entity

    def clean(self, value: Any) -> Any:
        """The subject. Raises ValidationError where none or more than one is called so."""
        text = super().clean(value)
        if not text:
            return None
        named = Q(name=text.strip()) | Q(identifiers__number=tidy(text), identifiers__to_day=None)
        found = list(
            Subject.objects.filter(named, entity=self.entity, state=Subject.State.ACTIVE).distinct()[:2]
        )
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(_("有多个同名主体，请填写统一社会信用代码或注册号"))
        raise forms.ValidationError(_("没有找到；请填写完整名称、统一社会信用代码或注册号"))


class OwnerField(forms.CharField):
    """One of some subjects, by its exact name or number."""

    def __init__(self, owners: QuerySet[Subject], **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.owners = owners

    def clean(self, value: Any) -> Subject:
        """The subject. Raises ValidationError where none or more than one is called so."""
        text = super().clean(value).strip()
        named = Q(name=text) | Q(identifiers__number=tidy(text), identifiers__to_day=None)
        found = list(self.owners.filter(named).distinct()[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(_("有多个同名主体，请填写统一社会信用代码或注册号"))
        raise forms.ValidationError(_("您没有可以登记的“%(name)s”；请填写完整名称") % {"name": text})


class TitleField(forms.CharField):
    """One of some records, by its exact title."""

    def __init__(self, rows: QuerySet[Record], **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.rows = rows

    def clean(self, value: Any) -> Record | None:
        """The record. Raises ValidationError where none or more than one is called so."""
        text = super().clean(value).strip()
        if not text:
            return None
        found = list(self.rows.filter(title=text)[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(_("有多条登记叫“%(title)s”，请在页面上逐条登记") % {"title": text})
        raise forms.ValidationError(_("没有找到登记“%(title)s”；请填写登记的名称") % {"title": text})


class RecordForm(forms.Form):
    """A record: whose it is, and its fields."""

    def __init__(
        self, viewer: Viewer, programme: Programme, register: Register, record: Record | None, *args: Any
    ) -> None:
        super().__init__(*args)
        self.register = register
        if register.owner and record is None:
            owners = rights.owners(viewer, programme, register)
            self.fields["owner"] = forms.ModelChoiceField(owners, label=_("登记主体"))
            if len(only := list(owners[:2])) == 1:
                self.initial["owner"] = only[0].pk
        for one in register.fields.values():
            self.fields[one.name] = _field(viewer, programme, one)
            if record is not None:
                self.initial[one.name] = _initial(one, record)

    def values(self) -> dict[str, Any]:
        """The fields as the services take them."""
        return values_of(self.register, self.cleaned_data)


def values_of(register: Register, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What a form gives for the fields of a register, as the services take it."""
    found: dict[str, Any] = {}
    for one in register.fields.values():
        value = cleaned.get(one.name)
        if value in (None, ""):
            continue
        if isinstance(value, Subject | Record | bool):
            found[one.name] = value
        elif one.kind == "money":
            found[one.name] = money.yuan(value, grouped=False)
        else:
            found[one.name] = str(value)
    return found


def _field(viewer: Viewer, programme: Programme, one: RegisterField) -> forms.Field:
    common: dict[str, Any] = {"label": str(one.words), "required": one.field.required}
    if one.kind == SUBJECT:
        hint = str(one.field.hint) if one.field.hint else _("完整名称、统一社会信用代码或注册号")
        return SubjectField(one.target, help_text=hint, **common)
    if one.kind == RECORD:
        rows = rights.visible(viewer, programme.id, one.target).filter(live=True).order_by("-day", "title")
        shown = Record.objects.filter(pk__in=rows.values("pk")[:MOST])
        unknown = {"invalid_choice": _("没有找到这一登记")}
        return forms.ModelChoiceField(shown, error_messages=unknown, **common)
    return field_of(one.field)


def _initial(one: RegisterField, record: Record) -> Any:
    value = record.values.get(one.name)
    if value in (None, ""):
        return None
    if one.kind == SUBJECT:
        subject = Subject.objects.filter(pk=value).first()
        return subject.name if subject else None
    return money.parse(str(value)) if one.kind == "money" else value


class NoteForm(forms.Form):
    """Why a record is moved or struck."""

    note = forms.CharField(label=gettext_lazy("说明"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, needed: bool = True) -> None:
        super().__init__(*args)
        self.fields["note"].required = needed


class RecordFilter(FilterForm):
    """What narrows a register."""

    q = forms.CharField(label=gettext_lazy("名称包含"), max_length=100)
    state = forms.ChoiceField(label=gettext_lazy("状态"))
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)

    def __init__(self, register: Register, *args: Any) -> None:
        super().__init__(*args)
        states = [(name, str(state.words)) for name, state in register.states.items()]
        self.fields["state"].choices = [("", _("全部")), *states]  # type: ignore[attr-defined]
