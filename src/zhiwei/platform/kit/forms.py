"""How every form looks, the library's own ones too: FORM_RENDERER of the settings names the class below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import QueryDict

from zhiwei.platform.kit.language import listed

NARROWED = "narrowed_by"
"""The attribute of an address's parameters that says in words by which filters its lists are narrowed; files are named so."""


class Renderer(DjangoTemplates):
    """Label, hint, error and box in that order, and all faults at the head of the form."""

    form_template_name = "kit/parts/form.html"
    field_template_name = "kit/parts/field.html"


class DateInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class FilterForm(forms.Form):
    """What narrows a list, in the address: nothing is required, and what cannot be read narrows nothing and is named.

    A page makes it with ``request.GET``, asks for :meth:`chosen` and shows it with ``{% filters form %}``.
    ``at_first`` says what a filter is where the address does not name it; one that is named and empty narrows nothing.
    """

    at_first: ClassVar[Mapping[str, str]] = {}

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.given = data
        if self.at_first and isinstance(data, QueryDict):
            data = data.copy()
            for name, value in self.at_first.items():
                data.setdefault(name, value)
        super().__init__(data, *args, **kwargs)
        for each in self.fields.values():
            each.required = False

    def chosen(self) -> dict[str, Any]:
        """The filters that are set, by name, as the types of their fields."""
        if not self.is_bound:
            return {}
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], ())}
        if isinstance(self.given, QueryDict):
            told = [self._said(name, value) for name, value in chosen.items() if value is not False]
            setattr(self.given, NARROWED, "_".join(told))
        return chosen

    def _said(self, name: str, value: Any) -> str:
        """A set filter in words: what was chosen, of a day and a yes also what it is."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        if isinstance(field, forms.ChoiceField):
            many = value if isinstance(value, list) else [value]
            choices = cast("Any", field.choices)  # of a choice field always pairs by now
            labels = {str(key): str(label) for key, label in choices if not isinstance(label, list | tuple)}
            return listed(labels.get(str(one), str(one)) for one in many)
        return f"{field.label}{value}" if isinstance(field, forms.DateField) else str(value)
