"""Coverage (覆盖): every record of the Opinions and every number in their text accounted for, or a defect."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zhiwei.engine.errors import Defect, suggest
from zhiwei.engine.parameters import Parameter
from zhiwei.law.bindings import RUNS, Quote, Runner, Runners, locate, quote_defect, span
from zhiwei.law.labels import Label
from zhiwei.law.reasons import NotNorm, Reasons
from zhiwei.law.sentences import Opinions, Sentence
from zhiwei.law.text import Passage, split
from zhiwei.law.tokens import Token, tokens_of


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One of the 170 records. ``state``: ``runs`` (a rule or measure cites it, or a room of the platform carries it out), ``pending`` (operative, nothing runs
    it yet, with the reason), ``text`` (guidance and preamble), ``loose`` (a defect). ``runners`` are the rules,
    measures and rooms, ``parameters`` the values that quote it or are delegated by it."""

    sentence: Sentence
    state: str
    runners: tuple[Runner, ...]
    parameters: tuple[str, ...]
    reason: Label | None


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One number of the text: the parameters that quote it, or why it is no norm; loose if neither."""

    token: Token
    parameters: tuple[str, ...]
    reason: Label | None
    note: str

    @property
    def state(self) -> str:
        """``quoted``, ``not_norm`` or ``loose``."""
        return "quoted" if self.parameters else "not_norm" if self.reason else "loose"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What accounts for each record and each number; complete if there are no defects."""

    records: tuple[RecordRow, ...]
    tokens: tuple[TokenRow, ...]
    defects: tuple[Defect, ...]

    def record(self, sentence: str) -> RecordRow | None:
        """Return the row of a sentence, None for a heading or an unknown id."""
        return next((row for row in self.records if row.sentence.id == sentence), None)

    def numbers(self, sentence: str) -> tuple[TokenRow, ...]:
        """Return the rows of the numbers that stand in a sentence."""
        return tuple(row for row in self.tokens if row.token.sentence == sentence)

    @property
    def complete(self) -> bool:
        """Whether nothing hangs loose."""
        return not self.defects

    @property
    def totals(self) -> dict[str, int]:
        """Return the counts: records, operative sentences and numbers by state."""
        operative = [row for row in self.records if row.sentence.operative]
        return {
            "records": len(self.records),
            "records_accounted": sum(row.state != "loose" for row in self.records),
            "operative": len(operative),
            "operative_running": sum(row.state == "runs" for row in operative),
            "operative_pending": sum(row.state == "pending" for row in operative),
            "text_only": sum(row.state == "text" for row in self.records),
            "tokens": len(self.tokens),
            "tokens_quoted": sum(row.state == "quoted" for row in self.tokens),
            "tokens_not_norm": sum(row.state == "not_norm" for row in self.tokens),
            "tokens_loose": sum(row.state == "loose" for row in self.tokens),
        }


def coverage(
    opinions: Opinions, parameters: Iterable[Parameter], runners: Runners, reasons: Reasons
) -> Coverage:
    """Account for every record and number token.

    ``runners`` maps sentence ids to what is bound to them (see ``bindings.bind``). Numbers are found in the bare text
    of the opinions; the annotations are not read for it. Nothing is raised: what hangs loose, and every stale reason,
    is a defect of the result.
    """
    passages = split(opinions.text)
    defects = _text_defects(passages, opinions)
    records = tuple(_record(one, runners.get(one.id, ()), reasons) for one in opinions.counted())
    defects += _record_defects(records, runners, reasons, opinions)
    tokens, token_defects = _tokens(passages, tuple(parameters), reasons.not_norms)
    return Coverage(records, tokens, tuple(defects + token_defects))


def _text_defects(passages: Sequence[Passage], opinions: Opinions) -> list[Defect]:
    read = {one.id: one.text for one in opinions}
    texts = {one.id: one.text for one in passages}
    return [
        Defect(
            f"passage {key}", "text and annotations differ", "annotate the passage as it stands in the text"
        )
        for key in read | texts
        if read.get(key) != texts.get(key)
    ]


def _record(sentence: Sentence, bound: Sequence[Runner], reasons: Reasons) -> RecordRow:
    runners = tuple(one for one in bound if one.kind in RUNS)
    reason = reasons.pending.get(sentence.id)
    if runners:
        state = "runs"
    elif reason is not None:
        state = "pending"
    else:
        state = "loose" if sentence.operative else "text"
    parameters = tuple(one.name for one in bound if one.kind == "parameter")
    return RecordRow(sentence, state, runners, parameters, reason if state == "pending" else None)


def _record_defects(
    rows: Iterable[RecordRow], runners: Runners, reasons: Reasons, opinions: Opinions
) -> list[Defect]:
    defects = []
    for row in rows:
        where = f"sentence {row.sentence.id}"
        if row.state == "loose":
            what = f"no rule or measure cites it, and it is not listed as pending: {row.sentence.text}"
            defects.append(Defect(where, what, "cite it, or give a reason in pending.yaml"))
        elif row.state == "runs" and row.sentence.id in reasons.pending:
            names = ", ".join(map(str, row.runners))
            defects.append(
                Defect(where, f"listed as pending, but runs ({names})", "take it out of pending.yaml")
            )
        elif row.state == "pending" and not row.sentence.operative:
            defects.append(
                Defect(where, "listed as pending, but is not operative", "take it out of pending.yaml")
            )
    known = opinions.records
    for sentence, bound in runners.items():
        if sentence not in known:
            names = ", ".join(map(str, bound))
            defects.append(Defect(names, f"cites unknown sentence {sentence}", suggest(sentence, known)))
    for sentence in reasons.pending:
        if sentence not in known:
            defects.append(Defect("pending.yaml", f"unknown sentence {sentence}", suggest(sentence, known)))
    return defects


def _tokens(
    passages: Sequence[Passage], parameters: Sequence[Parameter], not_norms: Sequence[NotNorm]
) -> tuple[tuple[TokenRow, ...], list[Defect]]:
    texts = {one.id: one.text for one in passages}
    tokens = tokens_of(passages)
    quotes, defects = _quotes(parameters, texts, tokens)
    excused, stale = _excused(not_norms, texts, tokens)
    rows = []
    for token in tokens:
        names = tuple(dict.fromkeys(one.parameter.name for one in quotes if one.holds(token)))
        excuse = excused.get((token.sentence, token.start))
        row = TokenRow(token, names, excuse.reason if excuse else None, excuse.note if excuse else "")
        where = f"sentence {token.sentence}, characters {token.start}-{token.end}"
        if row.state == "loose":
            remedy = "quote it in a parameter, or give a reason in not_norms.yaml"
            defects.append(Defect(where, f"no parameter quotes the number {token.text}", remedy))
        elif names and excuse:
            what = f"{token.text} is quoted by {', '.join(names)} and listed as not a norm"
            defects.append(Defect(where, what, "take it out of not_norms.yaml"))
        rows.append(row)
    return tuple(rows), defects + stale


def _quotes(
    parameters: Iterable[Parameter], texts: Mapping[str, str], tokens: Sequence[Token]
) -> tuple[list[Quote], list[Defect]]:
    quotes: list[Quote] = []
    defects: list[Defect] = []
    for parameter in parameters:
        found, wrong = locate(parameter, texts)
        wrong += filter(None, (quote_defect(one, tokens, texts[one.sentence]) for one in found))
        defects += [Defect(f"parameter {parameter.name}", what, "quote the number itself") for what in wrong]
        quotes += found
    return quotes, defects


def _excused(
    not_norms: Iterable[NotNorm], texts: Mapping[str, str], tokens: Sequence[Token]
) -> tuple[dict[tuple[str, int], NotNorm], list[Defect]]:
    """Return the entry for each token that has one, by sentence and first character, and the stale entries."""
    excused: dict[tuple[str, int], NotNorm] = {}
    defects = []
    for entry in not_norms:
        if entry.family:
            held = [token for token in tokens if token.family == entry.family]
            if len(held) != entry.count:
                what = (
                    f"{entry.count} tokens of family {entry.family} are listed, {len(held)} stand in the text"
                )
                defects.append(Defect("not_norms.yaml", what, "look at the new or missing one"))
        else:
            place = span(texts.get(entry.sentence, ""), entry.text, entry.nth)
            held = [
                token for token in tokens
                if place and token.sentence == entry.sentence and token.start == place[0]
                and token.start + token.core <= place[1]
            ]  # fmt: skip
            if not held:
                where = f"not_norms.yaml: {entry.sentence} {entry.text}"
                defects.append(
                    Defect(where, "no number token begins there", "take it out or quote the token")
                )
        excused |= {(token.sentence, token.start): entry for token in held}
    return excused, defects
