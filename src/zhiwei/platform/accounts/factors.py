"""Second factors: their secrets are kept encrypted with the installation's key."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Encrypts what is stored; a backup without the installation's key opens no account."""

    def encrypt(self, text: str) -> str:
        """A secret as it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A stored secret. Raises ``InvalidToken`` where the installation's key has changed."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return _("浙江小微")


def _cipher() -> Fernet:
    key = salted_hmac("zhiwei.accounts.factors", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
