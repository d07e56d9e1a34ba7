"""The one way a row is written down before it is hashed."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise


def clean(text: str) -> str:
    """Text that every database takes: no NUL, no half of a surrogate pair."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def plain(value: Any) -> Any:
    """A value in the types of JSON without floats. Raises TypeError for what has no exact form."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | Promise):
        return clean(str(value))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date | uuid.UUID | Fraction | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(one) for one in value)
    raise TypeError(
        f"{type(value).__name__} {value!r} cannot stand in an audit row; give text, whole numbers or dates"
    )


def text(value: Any) -> str:
    """Canonical JSON: keys sorted, no spaces, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment(at: datetime) -> str:
    """A moment in UTC to the microsecond, always of the same length."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest(previous: str, content: Mapping[str, Any]) -> str:
    """The hash of a row: SHA-256 over the previous row's hash and the canonical content."""
    return hashlib.sha256(f"{previous}\n{text(content)}".encode()).hexdigest()
