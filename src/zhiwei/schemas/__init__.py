"""JSON Schemas of what the command line and the HTTP interface read and write; leans on nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def schema(name: str) -> dict[str, Any]:
    """The schema of that name, draft 2020-12; raises KeyError for an unknown one."""
    if name not in NAMES:
        raise KeyError(f"no schema {name}; known: {', '.join(NAMES)}")
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content
