"""Detached Ed25519 signatures with a key that the installation made for itself.

The private key lies in the data folder (``NOTICE_KEY``), readable by the platform alone and encrypted under the
installation's secret. Public keys of earlier installations whose notices shall go on being believed lie beside it as
``notice-keys/*.pem``. The signature is over the bytes of the PDF:

    openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in notice.pdf -sigfile notice.sig
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from zhiwei.platform.answers.signing import Signature

FORMER = "notice-keys"
"""The folder beside the key that holds public keys of earlier ones."""


class KeyFailure(Exception):
    """The installation's key cannot be read; the text says what to do."""


class InstallationSigner:
    """Vouches that a file came from this installation and is as it was then; for nothing else."""

    name = "installation-ed25519"

    def sign(self, content: bytes) -> Signature:
        """A signature over the bytes. Raises KeyFailure where the key cannot be opened."""
        key = _private()
        text = base64.b64encode(key.sign(content)).decode()
        return Signature(self.name, fingerprint(key.public_key()), text)

    def verify(self, content: bytes, signature: Signature) -> bool:
        """Whether it was made over these bytes with the installation's key or one of its former keys."""
        key = _trusted().get(signature.key_id)
        if key is None or signature.signer != self.name:
            return False
        try:
            key.verify(base64.b64decode(signature.text, validate=True), content)
        except (InvalidSignature, binascii.Error):
            return False
        return True

    def file(self, signature: Signature) -> tuple[bytes, str]:
        """The 64 bytes of the signature, as openssl reads them."""
        return base64.b64decode(signature.text), "sig"

    def public_key(self) -> bytes:
        """The public key as PEM."""
        return _pem(_private().public_key())

    def means(self) -> list[str]:
        """What it is and is not."""
        return [
            _("本文件附有分离式电子签名（Ed25519），由本平台安装时自行生成的密钥作出。"),
            _("它证明：文件由持有该密钥的平台生成，此后没有改动。"),
            _(
                "它不是行政机关的电子印章，没有第三方认证机构的证书，也不含可信时间戳；不能单独证明出具机关的身份。"
            ),
        ]


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 of the raw public key, hexadecimal."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


def _private() -> Ed25519PrivateKey:
    return _opened(str(settings.NOTICE_KEY), settings.SECRET_KEY)


@cache
def _opened(place: str, _secret: str) -> Ed25519PrivateKey:
    path = Path(place)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    with os.fdopen(handle, "wb") as file:
        key = Ed25519PrivateKey.generate()
        file.write(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.BestAvailableEncryption(_passphrase()),
            )
        )
    return key


def _read(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), _passphrase())
    except (ValueError, TypeError) as error:
        raise KeyFailure(
            f"{path}: 告知书签名密钥打不开；请恢复与它同时备份的 ZHIWEI_SECRET_KEY 或 secret-key 文件"
            " (the key of notices does not open; restore the secret key it was made under)"
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFailure(f"{path}: 不是 Ed25519 私钥 (is no Ed25519 private key; remove it or name another)")
    return key


def _passphrase() -> bytes:
    return salted_hmac("zhiwei.answers.notice-key", "", algorithm="sha256").hexdigest().encode()


def _trusted() -> dict[str, Ed25519PublicKey]:
    own = _private().public_key()
    found = {fingerprint(own): own}
    for path in sorted((Path(settings.NOTICE_KEY).parent / FORMER).glob("*.pem")):
        key = serialization.load_pem_public_key(path.read_bytes())
        if isinstance(key, Ed25519PublicKey):
            found[fingerprint(key)] = key
    return found


def _pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
