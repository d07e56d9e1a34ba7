"""What the audit calls a local decision."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.urls import reverse

from zhiwei.platform.audit.people import called
from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.decisions.models import Filing, State
from zhiwei.platform.decisions.terms import Term, open_sentences, terms_of


def tell(filing: Filing) -> Record:
    """A decision by its document number."""
    return Record(filing.document, reverse("decisions:office-detail", args=[filing.pk]))


@cache
def fields() -> Mapping[str, Term]:
    """The numbers that localities decide."""
    return {one.name: one for sentence in open_sentences() for one in terms_of(sentence)}


def words(detail: Mapping[str, Any]) -> Mapping[str, str]:
    """The state it was in, and who proposed to end it."""
    states = {str(value): str(label) for value, label in State.choices}
    told = {
        "state": states.get(str(detail.get("state")), ""),
        "proposed_by": called(detail.get("proposed_by")),
    }
    return {name: text for name, text in told.items() if text}
