"""Decisions out of a file into the register, each once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from zhiwei import rulebook
from zhiwei.cli.operations.start import stop
from zhiwei.cli.question import DESCRIPTIVE, listed
from zhiwei.engine.decisions import read_decisions
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.decisions import services
from zhiwei.platform.decisions.models import Filing
from zhiwei.population.text_files import read_file


class _DryRun(Exception):
    """Undoes what was only tried."""


def take(file: Path, *, dry_run: bool) -> tuple[int, int]:
    """How many were registered, and how many were there already. Raises InputError, InputDefects with every fault."""
    told = listed(read_file(file), described=True)
    read_decisions([_engine(one) for one in told], rulebook().data)  # the form's faults, all at once
    contents = [_content(one) for one in told]
    new = [one for one in contents if not _known(one)]
    try:
        with transaction.atomic():
            services.take_over(SYSTEM, new)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    except services.Refused as refused:
        text = "\n".join(f"{file.name}：{fault}" for fault in refused.args[0])
        stop(text, f"{file.name}: refused, nothing was written.")
    return len(new), len(contents) - len(new)


def _engine(one: Any) -> Any:
    return {k: v for k, v in one.items() if k not in DESCRIPTIVE} if isinstance(one, Mapping) else one


def _content(one: Mapping[str, Any]) -> dict[str, Any]:
    """The file form in the register's words."""
    filed = date.fromisoformat(str(one["filed_on"]))
    issued = one.get("issued_on")
    return {
        **{name: one[name] for name in ("division", "sentence", "document")},
        "title": one.get("title") or one["document"],
        "issued_on": date.fromisoformat(str(issued)) if issued else min(filed, _day(one["from"])),
        "filed_on": filed,
        "fills": {name: _plain(value) for name, value in (one.get("fills") or {}).items()},
        "declines": bool(one.get("declines", False)),
        "from_day": _day(one["from"]),
        "to_day": _day(one["to"]) if one.get("to") else None,
        "note": one.get("note", ""),
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | str) else str(value)


def _day(raw: Any) -> date:
    return raw if isinstance(raw, date) else date.fromisoformat(str(raw))


def _known(content: Mapping[str, Any]) -> bool:
    same = ("division", "sentence", "document", "from_day", "filed_on")
    return Filing.objects.filter(**{name: content[name] for name in same}).exists()
