"""The answer as the page shows it: rows of measures in groups, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.engine import bearing
from zhiwei.engine.answer import Answer
from zhiwei.engine.beside import CONFLICTS, conflict_words
from zhiwei.engine.notches import notches
from zhiwei.engine.render_text import validity
from zhiwei.engine.words import begun_or_ended
from zhiwei.platform.answers.grouping import GROUPS, NOTHING, group_of
from zhiwei.platform.answers.worth import worth_of
from zhiwei.platform.decisions import queries as decisions
from zhiwei.platform.kit.language import listed
from zhiwei.platform.portal.behind import owed_beside
from zhiwei.platform.portal.citation_links import Link, citation_link
from zhiwei.platform.portal.editions import without_followers
from zhiwei.platform.portal.formula import formulas
from zhiwei.platform.portal.language import aside, pick, semicolons
from zhiwei.platform.portal.lawbook import Lawbook, lawbook
from zhiwei.platform.portal.question import fact_label
from zhiwei.platform.portal.step_text import Steps, grouped, not_above_zero

if TYPE_CHECKING:
    from zhiwei.platform.portal.filed import Filed

TAG = {
    "granted": "ok",
    "nothing": "info",
    "open": "todo",
    "locality": "todo",
    "refused": "no",
    "ended": "off",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that a measure rests on."""

    link: Link
    text: str
    gloss: str


@dataclass(frozen=True, slots=True)
class Needed:
    """A fact still missing, by the name it is asked under."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of the answer."""

    id: str
    label: str
    group: str
    tag: str
    word: str
    amount: str
    formulas: tuple[str, ...]
    why: str
    quotes: tuple[Quote, ...]
    basis: SafeString
    needed: tuple[Needed, ...]
    changes: tuple[str, ...]
    notches: tuple[str, ...]
    readings: tuple[str, ...]
    recalled: tuple[str, ...]
    note: str
    ended: str
    until: str
    successors: tuple[Link, ...]
    where: str
    decision: Link | None
    next: tuple[tuple[str, str], ...]
    trail: SafeString
    filed: tuple[Filed, ...] = ()
    """The subject's cases of the measure, for those who may see them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that came out alike."""

    key: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole answer."""

    groups: tuple[Group, ...]
    explanation: dict[str, Any] = field(repr=False)
    conflicts: tuple[str, ...] = ()
    """A line for each set of facts that contradict each other or the day."""

    @property
    def conflicts_title(self) -> str:
        """What stands above these lines."""
        return pick(*CONFLICTS)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in the order of the groups."""
        return tuple(row for group in self.groups for row in group.rows)

    def count(self, key: str) -> int:
        """How many measures a group holds."""
        return next((len(g.rows) for g in self.groups if g.key == key), 0)


def titles() -> dict[str, str]:
    """The heading of each group."""
    return {
        "granted": _("可以享受"),
        "nothing": _("条件符合，但算下来没有数额"),
        "open": _("补充以下事实后可能享受"),
        "locality": _("由当地决定"),
        "refused": _("不能享受，原因是"),
        "ended": _("当日不施行，或已被替代"),
    }


def shown(answer: Answer, lang: str) -> Shown:
    """The answer shaped for a page."""
    explanation, law = answer.explanation, lawbook()
    steps = Steps(explanation, lang)
    rows = [_row(entry, answer, steps, law, lang) for entry in explanation["measures"]]
    named = titles()
    groups = tuple(
        Group(key, named[key], found)
        for key in GROUPS
        if (found := tuple(row for row in rows if row.group == key))
    )
    conflicts = tuple(conflict_words(one, lang) for one in explanation.get("conflicts", ()))
    return Shown(groups, explanation, conflicts)


def _row(entry: dict[str, Any], answer: Answer, steps: Steps, law: Lawbook, lang: str) -> Row:
    measure = law.book.measures[entry["id"]]
    amount = entry["amount"] or {}
    group = group_of(entry["verdict"], zero="value" in amount and grouped(amount["value"]) == "0")
    sentence = next((c for c in measure.cites if c in law.rows), "")
    return Row(
        id=entry["id"],
        label=steps.of(entry),
        group=group,
        tag=TAG[group],
        word=_word(entry, steps, group),
        amount="" if group == NOTHING else _amount(entry["id"], entry["amount"]),
        formulas=formulas(steps, _root(entry, steps)) if group == "granted" and "value" in amount else (),
        why=_why(entry, steps, group),
        quotes=tuple(_quote(cite, law, lang) for cite in entry["cites"]),
        basis=steps.cites(c for c in [*entry["sources"], *entry["basis"]] if c not in entry["cites"]),
        needed=tuple(
            Needed(name, fact_label(measure.entity, name, lang, date.fromisoformat(steps.all["as_of"])))
            for name in without_followers([m["name"] for m in entry["missing_labels"]])
            if group in ("open", "locality", "granted")
        ),
        changes=tuple(_change(c, steps) for c in entry["changes"]),
        notches=tuple(_notches([*entry["notches"], *_beside(entry, answer)], steps)),
        readings=tuple(steps.line(k) for k in bearing.readings(steps.all["steps"], entry)),
        recalled=tuple(steps.of(steps.step(k)) for k in bearing.recalled(steps.all["steps"], entry)),
        note=entry["notes"].get(lang, ""),
        ended=_ended(entry, steps) if group == "ended" else "",
        until=_until(entry, steps, group),
        successors=_successors(steps.all, sentence, law, lang) if group == "ended" else (),
        where=_where(sentence, law, lang),
        decision=_decision(entry, steps),
        next=_next(group, sentence),
        trail=steps.trail(entry),
    )


def _word(entry: dict[str, Any], steps: Steps, group: str) -> str:
    """The verdict; of what is worth nothing that it fits; of what is not in force whether it begins later or has ended."""
    if group == NOTHING:
        return _("条件符合")
    if entry["verdict"] == "not_in_force" and entry["deciding"]:
        said, day = begun_or_ended(steps.all["steps"], steps.step(entry["deciding"]), steps.all["as_of"])
        if day:
            return pick(*said)
    return steps.of(entry, "verdict")


def _quote(cite: str, law: Lawbook, lang: str) -> Quote:
    sentence = law.opinions.records[cite]
    return Quote(citation_link(cite, law.register, lang), sentence.text, sentence.gloss)


def _amount(measure: str, amount: dict[str, Any] | None) -> str:
    """The amount in yuan as what it is, or the most it can be; empty where neither is known, the verdict says why."""
    if amount is None:
        return ""
    if "value" in amount:
        return worth_of(measure).said(_("%(amount)s 元") % {"amount": grouped(amount["value"])})
    if "maximum" in amount and grouped(amount["maximum"]) != "0":
        return worth_of(measure).at_most(_("%(amount)s 元") % {"amount": grouped(amount["maximum"])})
    return ""


def _why(entry: dict[str, Any], steps: Steps, group: str) -> str:
    """One line: what decided."""
    if group == NOTHING:
        return _worthless(entry, steps)
    if group == "granted":
        held = [k for k in entry["roots"] if steps.step(k).get("value") == "true"]
        return (
            _("符合：%(what)s") % {"what": semicolons(steps.of(steps.step(k)) for k in held)} if held else ""
        )
    deciding = entry["deciding"]
    if entry["verdict"] == "no_decision_filed" and deciding:
        return _("当地还没有确定：%(what)s") % {"what": steps.of(steps.step(deciding))}
    if entry["verdict"] == "not_offered":
        return _("当地决定不实施")
    return steps.why(deciding) if deciding else ""


def _worthless(entry: dict[str, Any], steps: Steps) -> str:
    """Why an amount is 0: the figures it rests on that are not above 0, or else how it was computed."""
    root = _root(entry, steps)
    step = steps.step(root)
    bare = [
        one
        for one in steps.below(root)
        if one["kind"] == "fact" and one["status"] == "known" and not_above_zero(str(one["value"]))
    ]
    told = [_figure(one, steps) for one in bare] or [steps.of(r) for r in step.get("reasons", ())]
    return _("，").join([semicolons(told or [steps.of(step)]), str(worth_of(entry["id"]).none)])


def _root(entry: dict[str, Any], steps: Steps) -> str:
    """The key of the step that gives the amount."""
    name = lawbook().book.measures[entry["id"]].amount
    return next(str(key) for key in entry["roots"] if steps.step(key)["name"] == name)


def _figure(step: dict[str, Any], steps: Steps) -> str:
    """``应纳税所得额（2026 年）为 0.00 元``."""
    period = str(step.get("period") or "")
    if len(period) == len("2026"):
        period = _("%(year)s 年") % {"year": period}
    return _("%(fact)s为 %(value)s") % {"fact": aside(steps.of(step), period), "value": steps.value(step)}


def _until(entry: dict[str, Any], steps: Steps, group: str) -> str:
    """From when until when the measure holds; of one that is refused anyway where that is not known, just that."""
    if group == "ended":
        return ""
    unknown = [
        one
        for one in map(steps.step, entry.get("window", ()))
        if one["status"] == "unknown_law" and group == "refused"
    ]
    if not unknown:
        return semicolons(validity(steps.all, entry, steps.lang))
    step = unknown[0]
    texts = [citation_link(cite, lawbook().register, steps.lang).text for cite in step.get("cites", ())]
    named = {"what": steps.of(step), "texts": listed(texts), "day": step.get("starts", "")}
    if texts and step.get("starts"):
        return (
            _(
                "“%(what)s”最近的文件是%(texts)s，%(day)s 起没有查到新的规定；即使仍在施行，也因上述原因不能享受。"
            )
            % named
        )
    return _("“%(what)s”在这一天是否有效没有查到；即使有效，也因上述原因不能享受。") % named


def _change(change: dict[str, Any], steps: Steps) -> str:
    values = listed(change[f"shown_{steps.lang}"])
    named = {"fact": steps.of(change), "values": values, "now": change[f"now_{steps.lang}"]}
    form = {
        "at_most": _("%(fact)s不超过 %(values)s（现为 %(now)s）"),
        "at_least": _("%(fact)s不低于 %(values)s（现为 %(now)s）"),
        "one_of": _("%(fact)s为 %(values)s（现为 %(now)s）"),
    }
    return form[change["need"]] % named


def _beside(entry: dict[str, Any], answer: Answer) -> list[dict[str, Any]]:
    """Steps of what is owed in all, which a measure's own amount does not show: where it is lost, its saving just ends."""
    measure = answer.measures[entry["id"]].measure
    return [
        jump
        for name in owed_beside(measure.id)
        if name not in entry["steps"]
        for jump in notches(answer, name)
    ]


def _notches(notches: list[dict[str, Any]], steps: Steps) -> list[str]:
    """The steps near the subject, one line for each place."""
    places: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in notches:
        places.setdefault((one["fact"], one["first"]), []).append(one)
    told = []
    for found in places.values():
        first = found[0]
        moves = semicolons(
            _("%(what)s由 %(before)s 元变为 %(after)s 元")
            % {
                "what": steps.of(one, "variable"),
                "before": grouped(one["before"]),
                "after": grouped(one["after"]),
            }
            for one in found
        )
        told.append(
            _("%(fact)s从 %(last)s 元到 %(first)s 元，多一分钱：%(moves)s")
            % {
                "fact": steps.of(first, "fact"),
                "last": grouped(first["last"]),
                "first": grouped(first["first"]),
                "moves": moves,
            }
        )
    return told


def _ended(entry: dict[str, Any], steps: Steps) -> str:
    """When what is not in force was, or will be, and which text ended it."""
    step = steps.step(entry["deciding"]) if entry["deciding"] else {}
    if step.get("ends"):
        told = _("施行至 %(day)s") % {"day": step["ends"]}
        if step.get("ended_by"):
            told += _("，终止依据：%(text)s") % {
                "text": citation_link(step["ended_by"], lawbook().register, steps.lang).text
            }
        return told
    if step.get("starts") and step["starts"] > steps.all["as_of"]:
        return _("自 %(day)s 起施行，当日尚未施行") % {"day": step["starts"]}
    return ""


def _successors(explanation: dict[str, Any], sentence: str, law: Lawbook, lang: str) -> tuple[Link, ...]:
    """The later texts that set what stands behind a sentence on the day asked for."""
    day = date.fromisoformat(explanation["as_of"])
    found: dict[str, None] = {}
    for parameter in law.parameters_behind(sentence) if sentence else ():
        for value in () if parameter.reading else parameter.values:
            document = law.register.get(value.source)
            if document and value.covers(day) and value.state == "value" and law.later(document):
                found[document.number] = None
    return tuple(citation_link(number, law.register, lang) for number in found)


def _where(sentence: str, law: Lawbook, lang: str) -> str:
    """The offices that the sentence speaks of, from its reading."""
    if not sentence:
        return ""
    roles = law.opinions.legend["roles"]
    offices = [a for a in law.opinions[sentence].actors if a in OFFICES]
    return listed(roles[a].text(lang) for a in offices)


OFFICES = (
    "tax", "finance", "aic", "sci_tech", "hr", "burden_office", "county", "city", "province", "buyer", "utility",
    "credit_centre", "stats",
)  # fmt: skip
"""Roles of the sentences that are offices one can turn to."""


def _decision(entry: dict[str, Any], steps: Steps) -> Link | None:
    """The local document that filled or declined the measure."""
    for key in entry["steps"]:
        decision = steps.step(key).get("decision")
        if decision:
            return Link(decision["document"], decisions.address_of(decision) or "")
    return None


def _next(group: str, sentence: str) -> tuple[tuple[str, str], ...]:
    """What to read next: labels and addresses."""
    steps: list[tuple[str, str]] = []
    if group == "locality":
        steps.append((_("看各地的决定"), f"/decisions/?sentence={sentence}"))
    if sentence:
        steps.append((_("看条文和后来的变化"), f"/law/{sentence}"))
    return tuple(steps)
