"""What a row of a file says otherwise than the record that is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from zhiwei.platform.kit.fields import FenFormField

NONE = "—"


def changes(there: object, given: Mapping[str, Any], fields: Mapping[str, forms.Field]) -> list[str]:
    """Label, old and new value of each field of a record that a row changes; a column that the file lacks changes nothing."""
    found = []
    for name, new in given.items():
        field, old = fields[name], getattr(there, name)
        if _plain(old) != _plain(new):
            told = {"label": field.label, "old": _shown(field, old), "new": _shown(field, new)}
            found.append(_("%(label)s：%(old)s → %(new)s") % told)
    return found


def _plain(value: Any) -> Any:
    """A text whatever its ends of lines."""
    return value.splitlines() if isinstance(value, str) else value


def _shown(field: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return NONE
    if isinstance(field, FenFormField):
        return str(field.prepare_value(value))
    if isinstance(field, forms.ChoiceField):
        return str(dict(cast("Any", field.choices)).get(value, value))
    return str(value)
