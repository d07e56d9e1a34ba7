"""What POST /answer and /calc ask: the subject, the day, the law; every defect told at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhiwei.engine.errors import Defect as EngineDefect
from zhiwei.engine.errors import InputError, suggest
from zhiwei.engine.facts import Case
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.platform.answers import laws
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.api.bodies import escaped, only_known
from zhiwei.platform.api.problems import Fault, Faults
from zhiwei.platform.kit import clock
from zhiwei.population.defects import Defect, InputDefects
from zhiwei.population.facts_file import FactsFile, read_facts

COMMON = ("facts", "entity", "links", "as_of", "known_on", "division", "decisions", "readings")
DESCRIPTIVE = ("title", "issued_on", "note")
"""Fields of a decision that the register keeps and no rule reads."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FIRST, LAST = datetime.date(1949, 10, 1), datetime.date(2199, 12, 31)
"""Days that may be asked for; beyond them no value of the law is known."""


@dataclass(frozen=True, slots=True)
class Question:
    """A case and a law ready to be answered, and the names asked for."""

    book: Rulebook
    case: Case
    law: Law
    names: tuple[str, ...] | None


def read_question(content: Mapping[str, Any], names: str) -> Question:
    """The question of a body; ``names`` is the field of wanted measures or variables. Raises Problem."""
    book, faults = current(), Faults()
    only_known(content, (*COMMON, names), faults)
    as_of = day(content.get("as_of"), "#/as_of", faults, needed=True)
    known_on = day(content.get("known_on"), "#/known_on", faults)
    division = _text(content, "division", faults)
    wanted = _texts(content, names, faults)
    probed = as_of or clock.today()  # what does not hang on the day is checked all the same
    law = _law(book, content, probed, known_on, faults)
    subject = _subject(book, content, faults)
    case = None
    if subject is not None:
        case = _case(book, subject, probed, division, faults)
        _check_names(book, subject.entity, names, wanted, faults)
    faults.refuse()
    assert case is not None
    assert law is not None
    return Question(book, case, law, None if wanted is None else tuple(wanted))


def day(raw: Any, pointer: str, faults: Faults, needed: bool = False) -> datetime.date | None:
    """A day, or None where none is given or it is refused."""
    if raw is None:
        if needed:
            faults.add(pointer, "缺少适用日", "no day given", remedy_zh="写成 2012-06-30", remedy_en="give a day as 2012-06-30")  # fmt: skip
        return None
    try:
        found = datetime.date.fromisoformat(raw) if isinstance(raw, str) and DAY.fullmatch(raw) else None
    except ValueError:
        found = None
    if found is None:
        faults.add(pointer, "不是日期", "not a day", remedy_zh="写成 2012-06-30", remedy_en="write it as 2012-06-30")  # fmt: skip
    elif not FIRST <= found <= LAST:
        faults.add(pointer, f"应在 {FIRST} 与 {LAST} 之间", f"must lie between {FIRST} and {LAST}")
        found = None
    return found


def _text(content: Mapping[str, Any], name: str, faults: Faults) -> str | None:
    raw = content.get(name)
    if raw is None or isinstance(raw, str):
        return raw
    faults.add(f"#/{name}", "应为文本", "text is needed")
    return None


def _texts(content: Mapping[str, Any], name: str, faults: Faults) -> list[str] | None:
    raw = content.get(name)
    if raw is None:
        if name == "names":
            faults.add("#/names", "没有写要计算的变量", "no variable is named")
        return None
    if isinstance(raw, list) and all(isinstance(item, str) for item in raw):
        return list(dict.fromkeys(raw))
    faults.add(f"#/{name}", "应为文本的列表", "a list of texts is needed")
    return None


def _law(
    book: Rulebook, content: Mapping[str, Any], as_of: datetime.date, known_on: datetime.date | None, faults: Faults
) -> Law | None:  # fmt: skip
    """The law with the registered decisions, or with those given in their place."""
    decisions, readings = content.get("decisions"), content.get("readings") or {}
    if not isinstance(readings, dict) or not all(isinstance(option, str) for option in readings.values()):
        faults.add("#/readings", "应为“参数: 选项”的形式", "an object of parameter and option is needed")
        return None
    if decisions is not None and not isinstance(decisions, list):
        faults.add("#/decisions", "应为列表", "a list is needed")
        return None
    try:
        if decisions is None and not readings:
            return laws.law(as_of, known_on)
        filed: Sequence[Any] = laws.law(as_of, known_on).decisions if decisions is None else _bare(decisions)
        return book.law(as_of, known_on=known_on, decisions=filed, readings=readings)
    except InputError as error:
        faults.found += [_engine_fault(defect, _law_pointer) for defect in error.defects]
        return None


def _bare(decisions: Sequence[Any]) -> list[Any]:
    """Decisions without what describes their document and decides nothing."""
    return [
        {name: value for name, value in one.items() if name not in DESCRIPTIVE}
        if isinstance(one, dict)
        else one
        for one in decisions
    ]


def _law_pointer(where: str) -> str:
    word, _, rest = where.partition(" ")
    if word == "decision" and rest.isdigit():
        return f"#/decisions/{int(rest) - 1}"
    if word == "reading":
        return "#/readings/" + escaped(rest)
    return "#/decisions" if word == "decisions" else f"#/{word}"


def _subject(book: Rulebook, content: Mapping[str, Any], faults: Faults) -> FactsFile | None:
    if not isinstance(content.get("facts"), dict):
        faults.add(
            "#/facts", "缺少事实，应为“名称: 值”的形式", "facts are needed: an object of names and values"
        )
        return None
    entity = _text(content, "entity", faults)
    own = {name: content[name] for name in ("facts", "links") if content.get(name) is not None}
    try:
        return read_facts({**own, "entity": entity}, book)
    except InputDefects as error:
        faults.found += [_input_fault(defect, content) for defect in error.defects if defect.is_error]
        return None


def _case(
    book: Rulebook, subject: FactsFile, as_of: datetime.date, division: str | None, faults: Faults
) -> Case | None:  # fmt: skip
    try:
        return book.case(subject.facts, as_of, entity=subject.entity, links=subject.links, division=division)
    except InputError as error:
        faults.found += [
            _engine_fault(d, lambda where: "#/division" if where == "division" else "#/facts")
            for d in error.defects
        ]
        return None


def _check_names(
    book: Rulebook, entity: str, field: str, wanted: Sequence[str] | None, faults: Faults
) -> None:
    if field == "measures":
        own = [m.id for m in book.measures.values() if m.entity == entity]
        known = {*own, *(m.partition("/")[0] for m in own)}
    else:
        known = set(book.variables(entity))
    for number, name in enumerate(wanted or ()):
        if name not in known:
            pointer, hint = f"#/{field}/{number}", suggest(name, known)
            faults.add(pointer, f"{entity} 没有“{name}”", f"{entity} has no {name!r}", remedy_en=hint)
    if field == "names" and wanted is not None and not wanted:
        faults.add("#/names", "没有写要计算的变量", "no variable is named")


def _engine_fault(defect: EngineDefect, pointer: Callable[[str], str]) -> Fault:
    zh = defect.what_zh or defect.what
    remedy_zh = defect.remedy_zh or ""
    return Fault(pointer(defect.where), zh, defect.what, remedy_zh, defect.remedy)


def _input_fault(defect: Defect, content: Mapping[str, Any]) -> Fault:
    problem = defect.problem
    pointer = _fact_pointer(defect.place.heading, content)
    return Fault(
        pointer, problem.zh, problem.en, problem.remedy_zh, problem.remedy_en, problem.code, defect.value
    )


def _fact_pointer(heading: str, content: Mapping[str, Any]) -> str:
    """Where a heading stands in the body: ``bidder.revenue`` is ``#/links/bidder/facts/revenue``."""
    if heading in ("entity", "links"):
        return f"#/{heading}"
    pointer, here = "#", content
    name = heading
    while True:
        facts, links = here.get("facts"), here.get("links")
        if isinstance(facts, dict) and name in facts:
            return f"{pointer}/facts/{escaped(name)}"
        link, dot, rest = name.partition(".")
        inner = links.get(link) if isinstance(links, dict) else None
        if inner is None:
            return f"{pointer}/facts" if facts is not None else pointer
        pointer += f"/links/{escaped(link)}"
        if not dot or not isinstance(inner, dict):
            return pointer
        if "facts" not in inner:
            return f"{pointer}/{escaped(rest)}" if rest in inner else pointer
        here, name = inner, rest
