"""What in a text tells who asked. Nothing is published while any of it stands there."""

from __future__ import annotations

import re

from zhiwei.platform.subjects.models import Contact, Subject

SHORTEST = 2
"""Characters of a name from which on it is looked for."""
_NUMBERS = re.compile(r"[0-9A-Z]{15,18}|\d(?:[ -]?\d){6,}")
"""Official numbers, telephones, accounts."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
FIRM, HIDDEN = "某企业", "＊＊＊"


def giveaways(firm: Subject, text: str) -> list[str]:
    """Everything in a text that names the firm or a person of it, or is a number, in the order in which it stands."""
    found = {name for name in _names(firm) if name in text}
    found |= set(_NUMBERS.findall(text)) | set(_MAIL.findall(text))
    return sorted(found, key=lambda one: (text.index(one), -len(one)))


def masked(firm: Subject, text: str) -> str:
    """A draft with all of it replaced; whoever publishes reads it."""
    names = _names(firm)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, FIRM if name != _person(firm) else HIDDEN)
    return _MAIL.sub(HIDDEN, _NUMBERS.sub(HIDDEN, text))


def _names(firm: Subject) -> set[str]:
    """The firm's names, present and former, its own part of the name, and what its contact is called."""
    found = {firm.name, firm.core, *firm.names.values_list("text", flat=True)}
    contact = Contact.objects.filter(subject=firm).first()
    if contact is not None:
        found |= {contact.person, contact.phone, contact.id_number, contact.address}
    return {one for one in found if len(one) >= SHORTEST}


def _person(firm: Subject) -> str:
    contact = Contact.objects.filter(subject=firm).first()
    return contact.person if contact is not None else ""
