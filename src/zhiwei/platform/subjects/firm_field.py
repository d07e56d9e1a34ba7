"""A box in which a person names a firm: by its whole name, its number, or a part that fits one firm only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.kit.language import listed
from zhiwei.platform.subjects.entities import ENTERPRISE
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.searching import by_text, firms_named

MOST = 8
"""Firms offered where a text fits several."""


class FirmField(forms.CharField):
    """Gives the subject; of another kind than firms where ``entity`` says so."""

    def __init__(self, *, entity: str = ENTERPRISE, **kwargs: Any) -> None:
        self.entity = entity
        super().__init__(
            **{"max_length": 200, "help_text": gettext_lazy("登记的全称或统一社会信用代码"), **kwargs}
        )

    def clean(self, value: Any) -> Subject:
        """The firm. Raises ValidationError naming those that fit where there are several."""
        text = super().clean(value)
        rows = Subject.objects.filter(entity=self.entity, state=Subject.State.ACTIVE)
        exact = list(rows.filter(name=text.strip())[:2])
        found = exact if len(exact) == 1 else list(by_text(rows, text)[: MOST + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                _("名录里没有“%(name)s”；请写登记的全称或统一社会信用代码") % {"name": text}
            )
        names = listed(one.name for one in found[:MOST])
        raise forms.ValidationError(_("有多个主体符合，请写全称：%(names)s") % {"names": names})


class ExactFirmField(FirmField):
    """Gives the firm of exactly a name or number: in a file nobody looks at what a part of a name would be taken for."""

    def clean(self, value: Any) -> Subject:
        """The firm. Raises ValidationError where there is none, or several of this name."""
        text = forms.CharField.clean(self, value)
        found = firms_named(text)
        if len(found) == 1:
            return found[0]
        said = (
            _("有多个企业叫“%(name)s”，请写统一社会信用代码")
            if found
            else _("名录里没有“%(name)s”；请写登记的全称或统一社会信用代码")
        )
        raise forms.ValidationError(said % {"name": text})
