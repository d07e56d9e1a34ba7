"""What the room lends to those below it: words for its records in the audit and its bases in the ledger, cases that follow claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from zhiwei.platform.audit import upwards as audit
from zhiwei.platform.audit.upwards import Record as Told
from zhiwei.platform.ledger import upwards as ledger


def hand_in() -> None:
    """At the start of the platform."""
    from zhiwei.platform.programmes.models import Record
    from zhiwei.platform.programmes.services.following import follow_claims

    audit.add_record("record", Record, tell)
    audit.add_words("record", words)
    audit.add_fields(fields)
    ledger.add_bases(basis)
    ledger.add_follower(follow_claims)


def tell(record: Any) -> Told:
    """A record by its title."""
    return Told(record.title, reverse("programmes:record", args=[record.pk]))


def words(detail: Mapping[str, Any]) -> dict[str, str]:
    """Programme, register, step and state in the words of the file; nothing for one that is no more."""
    from zhiwei.platform.programmes.files import all_programmes

    whole = all_programmes().get(str(detail.get("programme", "")))
    register = whole.registers.get(str(detail.get("register", ""))) if whole else None
    if whole is None or register is None:
        return {}
    found = {"programme": str(whole.title), "register": str(register.words)}
    if step := register.moves.get(str(detail.get("step", ""))):
        found["step"] = str(step.words)
    if state := register.states.get(str(detail.get("state", ""))):
        found["state"] = str(state.words)
    return found


def fields() -> dict[str, object]:
    """What the registers of all programmes ask; of one name the first."""
    from zhiwei.platform.programmes.files import all_programmes

    found: dict[str, object] = {}
    for whole in all_programmes().values():
        for register in whole.registers.values():
            for name, one in register.fields.items():
                found.setdefault(name, one.words)
    return found


def basis(kind: str, key: str) -> str | None:
    """The words of a programme's money for a basis of its kind; None for a kind of another room."""
    from zhiwei.platform.programmes.files import all_programmes

    for one in all_programmes().values():
        if one.money is not None and one.money.basis == kind:
            return str(one.money.words)
    return None
