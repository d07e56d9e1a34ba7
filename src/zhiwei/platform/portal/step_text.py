"""The steps of an answer in words: what was found, by which text, from which source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zhiwei.engine import bearing
from zhiwei.engine.words import EVIDENCE_WORDS, held_words, state_words
from zhiwei.engine.words import pick as of_pair
from zhiwei.platform.kit.language import listed
from zhiwei.platform.portal.citation_links import citation_link
from zhiwei.platform.portal.language import aside, semicolons
from zhiwei.platform.portal.lawbook import lawbook
from zhiwei.platform.subjects.sources import in_words


def grouped(yuan: str) -> str:
    """Yuan of a file with thousands separators, two zeros after the point left out."""
    sign = "-" if yuan.startswith("-") else ""
    whole, _point, rest = yuan.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}" + (f".{rest}" if rest.strip("0") else "")


def not_above_zero(raw: str) -> bool:
    """Whether a value in file form is a number that is 0 or less."""
    try:
        return Decimal(raw) <= 0
    except InvalidOperation:
        return False


TOLD = ("name", "shown_zh", "starts", "reading", "cites")
"""What the text of a parameter's step is made of, beside the value or the state it is in on the day."""
PARTICULAR = {"decision", "lapsed", "missing"}
"""What makes it the text of one subject."""
PARAMETERS_KEPT = 4_000
_parameters: dict[tuple[str, ...], SafeString] = {}


def _keep(named: tuple[str, ...], text: SafeString) -> None:
    _parameters[named] = text
    while len(_parameters) > PARAMETERS_KEPT:
        _parameters.pop(next(iter(_parameters)), None)


@lru_cache(maxsize=4_000)
def _cited(digest: str, cite: str, lang: str) -> SafeString:
    link = citation_link(cite, lawbook().register, lang)
    if not link.url:
        return SafeString(escape(link.text))
    return format_html('<a href="{}" title="{}">{}</a>', link.url, link.title, link.text)


class Steps:
    """Renders steps of one explanation, each once however many measures rest on it."""

    def __init__(self, explanation: dict[str, Any], lang: str) -> None:
        self.all, self.lang = explanation, lang
        self._made: dict[str, SafeString] = {}

    def of(self, item: dict[str, Any], field: str = "") -> str:
        """A text of an item in the reader's language."""
        return str(item.get(f"{field}_{self.lang}" if field else self.lang, ""))

    def step(self, key: str) -> dict[str, Any]:
        """A step by key."""
        found: dict[str, Any] = self.all["steps"][key]
        return found

    def value(self, step: dict[str, Any]) -> str:
        """The value of a step, or its status."""
        return self.of(step, "shown") or of_pair(
            state_words(self.all["steps"], step, self.all["as_of"]), self.lang
        )

    def below(self, key: str) -> Iterator[dict[str, Any]]:
        """The steps that a step is computed from, each once."""
        seen = {key}
        waiting = list(self.step(key).get("inputs", ()))
        while waiting:
            name = waiting.pop(0)
            if name not in seen:
                seen.add(name)
                yield self.step(name)
                waiting += self.step(name).get("inputs", ())

    def line(self, key: str) -> str:
        """A step on one line."""
        step = self.step(key)
        return (
            f"{self.of(step)}：{self.value(step)}"
            if self.lang == "zh"
            else f"{self.of(step)}: {self.value(step)}"
        )

    def why(self, key: str) -> str:
        """The step that decided, with the condition that did not hold."""
        step = self.step(key)
        failed = [self.of(r) for r in step.get("reasons", ()) if r["holds"] is False]
        said = self.line(key)
        if not failed or len(failed) > 3:
            return said
        return (
            said
            + ("；不成立的条件：" if self.lang == "zh" else "; what does not hold: ")
            + semicolons(failed)
        )

    def cite(self, cite: str) -> SafeString:
        """A citation as a link."""
        return _cited(self.all["rulebook"], cite, self.lang)

    def cites(self, cites: Iterable[str]) -> SafeString:
        """Several citations as links."""
        return mark_safe(listed(self.cite(c) for c in dict.fromkeys(cites)))

    def trail(self, measure: dict[str, Any]) -> SafeString:
        """A derivation as a list, what it rests on first; apart what only serves an amount not given yet."""
        told, supposed = bearing.parted(self.all["steps"], measure)
        steps = f'<ol class="trail">{"".join(map(self.item, told))}</ol>'
        if supposed:
            steps += f"<p>{escape(_('以下按条件都成立计算，结论未定前不作数：'))}</p>"
            steps += f'<ol class="trail">{"".join(map(self.item, supposed))}</ol>'
        return mark_safe(steps)

    def item(self, key: str) -> SafeString:
        """A step with what stands behind it."""
        if key not in self._made:
            step = self.step(key)
            plain = step["kind"] == "parameter" and not step.keys() & PARTICULAR
            told = (self.value(step), *map(str, map(step.get, TOLD)))
            named = (self.all["rulebook"], self.lang, *told) if plain else None
            self._made[key] = (named and _parameters.get(named)) or self._item(key)
            if named:
                _keep(named, self._made[key])
        return self._made[key]

    def _item(self, key: str) -> SafeString:
        step = self.step(key)
        label: Any = self.of(step)
        if step["kind"] == "parameter":
            label = format_html('<a href="/parameters/{}/">{}</a>', step["name"], label)
        reasons = format_html_join(
            "",
            "<li>{}{}</li>",
            ((self.of(r), of_pair(held_words(r), self.lang)) for r in step.get("reasons", ())),
        )
        return format_html(
            '<li class="{}">{} <b>{}</b>{}{}</li>',
            step["kind"],
            label,
            self.value(step),
            self._behind(step),
            format_html("<ul>{}</ul>", reasons) if reasons else "",
        )

    def _behind(self, step: dict[str, Any]) -> SafeString:
        """Citations, source, evidence, decision, reading, period: what the value rests on."""
        notes: list[Any] = []
        if step.get("cites") or step.get("sources"):
            notes.append(self.cites([*step.get("cites", ()), *step.get("sources", ())]))
        if step["kind"] == "fact" and step["status"] == "known":
            notes.append(
                _("来源：%(source)s") % {"source": in_words(step["source"], self.lang)}
                if step.get("source")
                else _("你填写的")
            )
        if step.get("evidence") and step["status"] == "known" and step["evidence"] in EVIDENCE_WORDS:
            notes.append(of_pair(EVIDENCE_WORDS[step["evidence"]], self.lang))
        if step.get("reading"):
            notes.append(
                _("采用的读法：%(reason)s")
                % {"reason": step["reading"]["reason"] or step["reading"]["default"]}
            )
        if step.get("assumed_period"):
            notes.append(_("没有写明是哪一期，按所选日子所在的那一期计"))
        if step.get("decision"):
            decision = step["decision"]
            named = aside(decision["document"], self.of(decision, "division"))
            notes.append(_("地方决定：%(document)s") % {"document": named})
        if step.get("lapsed"):
            notes.append(_("%(document)s的数值已超出现行限定，不再适用") % {"document": step["lapsed"]})
        if not notes:
            return SafeString("")
        return format_html(
            " <small>{}</small>", mark_safe(aside("", semicolons(conditional_escape(n) for n in notes)))
        )
