"""How every form looks, the library's own ones too: FORM_RENDERER of the settings names the class below."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


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
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.required = False

    def chosen(self) -> dict[str, Any]:
        """The filters that are set, by name, as the types of their fields."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], ())}
