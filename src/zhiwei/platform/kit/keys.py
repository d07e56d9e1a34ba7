"""Keys of records as the text that rooms below them keep."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Func

CUTS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
"""Where the groups of a key's text begin among its thirty-two signs, and how long they are."""


class KeyText(Func):
    """A column of UUIDs as ``str`` writes them, so that records join others that hold the text: ``KeyText(OuterRef("pk"))``."""

    template = "CAST(%(expressions)s AS text)"
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite keeps the signs without their dashes."""
        groups = (f"substr(%(expressions)s, {first}, {length})" for first, length in CUTS)
        return self.as_sql(compiler, connection, template=" || '-' || ".join(groups).join("()"), **context)
