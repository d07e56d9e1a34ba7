"""The library's form for a further key, its one untranslated word given."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext as _


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A name to tell keys apart, and whether the key alone opens the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("密钥名称")
