"""What an address or a visitor's own answers ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, QueryDict

from zhiwei.platform.answers.questions import variable_of
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.portal import keeping
from zhiwei.platform.portal.asked import ENTITY, Asked
from zhiwei.platform.portal.days import read_day

SALT = "zhiwei.portal.share"
LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Read:
    """What is asked, where it came from (``token``, ``query``, ``kept`` or ``nothing``), the part of the address that
    says it, without the day, names in the address that no fact has, and the day that the address names."""

    asked: Asked
    origin: str
    address: str
    unknown: tuple[str, ...] = ()
    broken: bool = False
    day: date | None = None

    @property
    def dated(self) -> dict[str, str]:
        """The day as an address must name it, so that it goes with the facts; nothing where the cookie holds it."""
        day = self.day if self.origin == "kept" else self.asked.as_of
        return {"as_of": day.isoformat()} if day else {}

    def ask_url(self, fact: str) -> str:
        """The question for a fact, with what is asked so far."""
        return self.url("/find/ask/", **self.dated, fact=fact)

    @property
    def next_url(self) -> str:
        """The next question to the visitor's own answers, for the day of the page."""
        return self.url("/find/next/", **self.dated)

    def url(self, path: str, **changes: str) -> str:
        """An address with the same facts."""
        parts = [part for part in (self.address, urlencode(changes)) if part]
        return f"{path}?{'&'.join(parts)}" if parts else path


def read(request: HttpRequest) -> Read:
    """What is asked: a token, facts written in the address, or the visitor's kept answers; then the day."""
    found = read_parameters(request.GET)
    kept = keeping.kept(request) if found.origin == "nothing" and not found.broken else None
    if kept is None:
        return found
    day = read_day(request.GET.get("as_of", ""))
    return Read(replace(kept, as_of=day) if day else kept, "kept", "", found.unknown, day=day)


def read_parameters(query: QueryDict) -> Read:
    """What the parameters of an address ask: a token, or facts by name; then the day."""
    found = _token(str(query["t"])) if query.get("t") else _query(query)
    day = read_day(query.get("as_of", ""))
    return replace(found, asked=replace(found.asked, as_of=day)) if day else found


def _token(raw: str) -> Read:
    try:
        asked = Asked.from_json(signing.loads(raw, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError, KeyError, AttributeError):
        return Read(Asked(), "nothing", "", broken=True)
    return Read(asked, "token", urlencode({"t": raw}))


RESERVED = frozenset(
    {
        "t",
        "as_of",
        "entity",
        "measure",
        "view",
        "why",
        "from",
        "to",
        "jump",
        "export",
        "lang",
        "d",
        "fact",
        "q",
        "in",
    }
)


def _query(query: QueryDict) -> Read:
    """Facts by name, as in `/answer/?legal_form=limited_company&taxable_income=60000&as_of=2012-12-31`."""
    book = current()
    entity = query.get("entity", ENTITY)
    if entity not in book.entities:
        entity = ENTITY
    facts, unknown = {}, []
    for name, value in query.items():
        if name in RESERVED or not isinstance(value, str):
            continue
        variable = variable_of(book, entity, name)
        if variable is None or variable.type.kind == "text":
            unknown.append(name[:LONGEST_VALUE])
        elif value.strip():
            facts[name] = value.strip()
    measures = tuple(m for m in query.getlist("measure") if m in book.measures)
    if not facts and not measures and "entity" not in query:
        return Read(Asked(), "nothing", "", tuple(unknown))
    asked = Asked(entity=entity, facts=facts, order=tuple(facts), measures=measures)
    named = [("entity", entity), *facts.items(), *(("measure", m) for m in measures)]
    return Read(asked, "query", urlencode(named), tuple(unknown))


def share_token(asked: Asked) -> str:
    """What is asked as a token for an address: nothing in it names anybody."""
    book = current()
    facts = {
        name: value
        for name, value in asked.facts.items()
        if (variable := variable_of(book, asked.entity, name)) is not None and variable.type.kind != "text"
    }
    bare = replace(asked, facts=facts, order=(), unknown=())
    return signing.dumps(bare.to_json(), salt=SALT, compress=True)
