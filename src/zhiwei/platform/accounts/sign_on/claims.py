"""Which roles a person has by what the sign-on says of him: data of the installation, a JSON file of rules.

    [{"claim": "department", "equals": "330106-01", "role": "county", "division": "330106",
      "organisation": {"kind": "government", "name": "西湖区人民政府"}}]

A claim that is a list fits where it contains the value. Administrators are never made this way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhiwei.platform.accounts.divisions import level_of
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.roles import ADMINISTRATORS, Role


@dataclass(frozen=True)
class Rule:
    """A role in an organisation for whom a claim has a value."""

    claim: str
    equals: str
    role: Role
    kind: str
    organisation: str
    division: str = ""

    def fits(self, claims: Mapping[str, Any]) -> bool:
        """Whether the claims give this role."""
        said = claims.get(self.claim)
        values = said if isinstance(said, Sequence) and not isinstance(said, str) else [said]
        return self.equals in {str(value) for value in values if value is not None}


def load(path: Path) -> tuple[Rule, ...]:
    """The rules of a file; none where there is no file. Raises ValueError with all defects."""
    if not path.is_file():
        return ()
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: not JSON: {error}") from error
    if not isinstance(rows, list):
        raise ValueError(f"{path}: a list of rules is expected")
    rules: list[Rule] = []
    defects: list[str] = []
    for number, row in enumerate(rows, 1):
        try:
            rules.append(_rule(row))
        except (KeyError, TypeError, ValueError) as error:
            defects.append(f"{path}: rule {number}: {error}")
    if defects:
        raise ValueError("\n".join(defects))
    return tuple(rules)


def _rule(row: Mapping[str, Any]) -> Rule:
    role = Role(row["role"])
    if role in ADMINISTRATORS:
        raise ValueError(f"{role} cannot be given by a sign-on")
    kind, division = Organisation.Kind(row["organisation"]["kind"]), str(row.get("division", ""))
    if division and not level_of(division):
        raise ValueError(f"no division {division!r}")
    return Rule(
        claim=str(row["claim"]),
        equals=str(row["equals"]),
        role=role,
        kind=str(kind),
        organisation=str(row["organisation"]["name"]),
        division=division,
    )
