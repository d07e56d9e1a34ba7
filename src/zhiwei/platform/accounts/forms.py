"""What is asked about people, roles and leave."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.models import Organisation, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput, FilterForm


def divisions() -> list[tuple[str, str]]:
    """The divisions of today to choose from, the city's name before a county's."""
    return [("", "—"), *((code, f"{name_of(code)} {code}") for code in load_divisions().on(clock.today()))]


class UserFilter(FilterForm):
    """What narrows the list of users."""

    q = forms.CharField(label=_("姓名或用户名"), max_length=60)
    role = forms.ChoiceField(label=_("角色"), choices=[("", _("全部")), *Role.choices])
    state = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部")), ("active", _("启用")), ("suspended", _("停用"))]
    )


class UserForm(forms.Form):
    """A new user."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("登录时用，建好后不改。"),
    )
    display_name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("电话"), max_length=30, required=False, help_text=_("只用于核对身份，不在任何名单显示。")
    )


class GrantForm(forms.Form):
    """A role for a user."""

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    organisation = forms.CharField(
        label=_("单位"), max_length=120, help_text=_("全称，或单位的公开编号；没有的单位会新建。")
    )
    kind = forms.ChoiceField(label=_("单位类型"), choices=Organisation.Kind.choices)
    division = forms.ChoiceField(
        label=_("行政区划"), required=False, help_text=_("公职人员填所辖的行政区划；其他角色不填。")
    )
    from_day = forms.DateField(label=_("自"), widget=DateInput)
    to_day = forms.DateField(
        label=_("至"), widget=DateInput, required=False, help_text=_("含当日；不填为长期。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = divisions()  # type: ignore[attr-defined]
        self.fields["from_day"].initial = clock.today


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("事由"), max_length=200)


class DayForm(forms.Form):
    """The last day of a role."""

    day = forms.DateField(label=_("最后一日"), widget=DateInput)


class LeaveForm(forms.Form):
    """Who stands in, from when to when."""

    to_user = forms.ModelChoiceField(label=_("代理人"), queryset=User.objects.none(), to_field_name="uuid")
    from_day = forms.DateField(label=_("自"), widget=DateInput)
    to_day = forms.DateField(label=_("至"), widget=DateInput, help_text=_("含当日。"))
    why = forms.CharField(label=_("事由"), max_length=200)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = User.objects.filter(pk__in=[one.pk for one in people]).order_by("display_name")
        self.fields["to_user"].queryset = found  # type: ignore[attr-defined]
        self.fields["to_user"].label_from_instance = str  # type: ignore[attr-defined]
