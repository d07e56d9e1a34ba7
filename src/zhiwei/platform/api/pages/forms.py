"""What is asked for when a token or a webhook is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.api.tokens import LONGEST, SCOPES
from zhiwei.platform.api.webhooks.events import EVENTS
from zhiwei.platform.kit.language import aside

DAYS = 90


class _InRole(forms.Form):
    """A form in which one of the person's own roles is chosen."""

    role = forms.ChoiceField(label=_("以何身份"), help_text=_("程序只能看到这一身份能看到的内容。"))

    def __init__(self, *args: Any, memberships: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(m.pk), aside(str(m.organisation), m.get_role_display())) for m in memberships]


class TokenForm(_InRole):
    """A new token."""

    name = forms.CharField(label=_("用途"), max_length=80, help_text=_("例如：财务软件每月核对。"))
    scopes = forms.MultipleChoiceField(
        label=_("权限"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(label=_("有效天数"), min_value=1, max_value=LONGEST, initial=DAYS)
    field_order = ("name", "role", "scopes", "days")


class WebhookForm(_InRole):
    """A new webhook."""

    url = forms.URLField(
        label=_("接收地址"),
        max_length=500,
        assume_scheme="https",
        help_text=_("以 https:// 开头，能从互联网访问。"),
    )
    events = forms.MultipleChoiceField(
        label=_("事件"), choices=list(EVENTS.items()), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("url", "role", "events")
