"""The field that keeps money: whole fen in the database, yuan on forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import money


class FenInput(forms.TextInput):
    """A text box that opens the digits' keyboard on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class FenFormField(forms.Field):
    """Takes yuan or, as written, 万元; gives fen. ``least`` and ``most`` are in fen."""

    widget = FenInput

    def __init__(self, *, unit: str = "元", least: int | None = None, most: int | None = None, **kwargs: Any):
        super().__init__(**kwargs)
        self.unit, self.least, self.most = unit, least, most

    def prepare_value(self, value: Any) -> Any:
        """Fen as the text that would be read back; what a person wrote stays as it is."""
        if isinstance(value, int):
            return money.short(value) if self.unit == "元" else money.wan(value)
        return value

    def to_python(self, value: Any) -> int | None:
        """Fen, or None for an empty box. Raises ValidationError with the reader's own words."""
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            fen = money.parse(str(value), unit=self.unit)
        except money.NoNumber as wrong:
            raise ValidationError(str(wrong), "no_number", {"written": str(value).strip()[:40]}) from None
        except money.Unreadable as wrong:
            raise ValidationError(str(wrong), code="money") from None
        if self.least is not None and fen < self.least:
            raise ValidationError(_("不能小于 %(least)s 元"), "least", {"least": money.short(self.least)})
        if self.most is not None and fen > self.most:
            raise ValidationError(_("不能大于 %(most)s 元"), "most", {"most": money.short(self.most)})
        return fen

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare amounts, not spellings: ``12,000`` and ``1.2万`` are the same."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class FenField(models.BigIntegerField):  # type: ignore[type-arg]  # at run time it takes none
    """Money as whole fen; exact sums on every database, which decimals are not."""

    description = _("金额（分）")

    def formfield(self, **kwargs: Any) -> Any:
        """A box for yuan."""
        return models.Field.formfield(self, **{"form_class": FenFormField, **kwargs})
