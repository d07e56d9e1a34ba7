"""Signatures under notices: one interface, the signer of an installation named in its settings.

A signer is a class of no arguments (:class:`Signer`); the setting ``NOTICE_SIGNER`` names it by its import path. The default,
:class:`~zhiwei.platform.answers.signing.installation.InstallationSigner`, signs with a key of the installation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Signature:
    """A detached signature: who made it, the fingerprint of the public key, and the signature itself as text."""

    signer: str
    key_id: str
    text: str


class Signer(Protocol):
    """Signs the bytes of a notice and tells whether a signature fits bytes."""

    name: str
    """Kept with each signature, at most 40 characters."""

    def sign(self, content: bytes) -> Signature:
        """A signature over the bytes."""
        ...

    def verify(self, content: bytes, signature: Signature) -> bool:
        """Whether the signature was made over these bytes with a key that the signer vouches for."""
        ...

    def file(self, signature: Signature) -> tuple[bytes, str]:
        """The signature as a file to take away, and the ending of its name."""
        ...

    def public_key(self) -> bytes:
        """The public key or certificate, PEM, for those who verify elsewhere."""
        ...

    def means(self) -> list[str]:
        """What the signature is and is not, in sentences, in the reader's language."""
        ...


def signer() -> Signer:
    """The signer of this installation. Raises ImportError where the setting names none."""
    made: Signer = import_string(settings.NOTICE_SIGNER)()
    return made
