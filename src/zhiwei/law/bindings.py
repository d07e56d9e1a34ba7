"""Bindings (绑定): what hangs on each sentence and on each number token of the Opinions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from zhiwei.engine.parameters import Parameter, Value
from zhiwei.law.citations import parse_citation
from zhiwei.law.tokens import Token

RUNS = frozenset({"rule", "measure", "room"})
"""Kinds of runners that decide, compute or carry out something. A parameter alone holds a value that nothing reads yet."""

_JOINS = frozenset({"-", "–", "—", "至", "到", "起到", "、", "（含"})


@dataclass(frozen=True, slots=True)
class Runner:
    """Something bound to a sentence: a ``rule``, a ``measure``, a ``parameter``, or a ``room`` of the platform, by its name."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


Runners = Mapping[str, Sequence[Runner]]


def bind(
    rules: Iterable[tuple[str, Iterable[str]]],
    measures: Iterable[tuple[str, Iterable[str]]],
    parameters: Iterable[Parameter],
) -> dict[str, list[Runner]]:
    """Return sentence id to what is bound to it, each runner once.

    ``rules`` and ``measures`` are pairs of a name and its citations; citations of other documents bind no sentence.
    A parameter is bound to the sentences it quotes and to the one that delegates it.
    """
    bound: dict[str, list[Runner]] = {}
    pairs = [("rule", name, cites) for name, cites in rules]
    pairs += [("measure", name, cites) for name, cites in measures]
    pairs += [("parameter", one.name, _sentences(one)) for one in parameters]
    for kind, name, cites in pairs:
        for sentence in dict.fromkeys(filter(None, (parse_citation(cite).sentence for cite in cites))):
            bound.setdefault(sentence, []).append(Runner(kind, name))
    return bound


def _sentences(parameter: Parameter) -> list[str]:
    delegated = [parameter.delegated["sentence"]] if parameter.delegated else []
    return [quote["sentence"] for quote in parameter.quotes] + delegated


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as a character span of its sentence."""

    parameter: Parameter
    sentence: str
    text: str
    start: int
    end: int

    def holds(self, token: Token) -> bool:
        """Whether the numeral of the token lies inside the quotation."""
        inside = self.start <= token.start and token.start + token.core <= self.end
        return self.sentence == token.sentence and inside


def span(text: str, part: str, nth: int = 1) -> tuple[int, int] | None:
    """Return the characters at which a part stands for the nth time, None if it does not."""
    start = -1
    for _ in range(nth):
        start = text.find(part, start + 1)
        if start < 0:
            return None
    return start, start + len(part)


def locate(parameter: Parameter, texts: Mapping[str, str]) -> tuple[list[Quote], list[str]]:
    """Return the quotations of a parameter by span, and what is wrong with those that are not in the text."""
    found, wrong = [], []
    for quote in parameter.quotes:
        sentence, text, nth = quote["sentence"], quote["text"], quote.get("nth", 1)
        place = span(texts.get(sentence, ""), text, nth)
        if place is None:
            wrong.append(f"quotes {text!r} of {sentence}, where it does not stand")
        else:
            found.append(Quote(parameter, sentence, text, *place))
    return found, wrong


def quote_defect(quote: Quote, tokens: Sequence[Token], text: str) -> str:
    """Return what is wrong between a quotation and the number tokens it holds, '' if nothing is.

    A quotation holds one number, or numbers that belong together (a range, a list); and one of its numbers must be
    a value of the parameter.
    """
    held = [token for token in tokens if quote.holds(token)]
    for before, after in pairwise(held):
        if text[before.end : after.start] not in _JOINS:
            return f"quotes {quote.text!r} of {quote.sentence}, which holds several numbers"
    if (
        held
        and quote.parameter.type.kind in _PLAIN
        and not any(_agrees(quote.parameter, token) for token in held)
    ):
        return f"quotes {quote.text!r} of {quote.sentence}, but has no such value"
    return ""


_PLAIN = {"money": 100, "rate": 1, "count": 1, "number": 1}
"""Kinds whose values can be compared with the number in the text, and how many stored units make a written one."""
_DAYS_OF_WEEK = 7


def _agrees(parameter: Parameter, token: Token) -> bool:
    if token.family in ("date", "year", "frequency") or not isinstance(token.value, Fraction):
        return True
    wanted = {token.value * _PLAIN[parameter.type.kind]}
    if token.unit == "周":
        wanted.add(token.value * _DAYS_OF_WEEK)
    return any(held in wanted for value in parameter.values for held in _numbers(value))


def _numbers(value: Value) -> list[Any]:
    cells = value.value.values() if isinstance(value.value, Mapping) else [value.value]
    return [one for one in (*cells, value.minimum, value.maximum) if one is not None]
