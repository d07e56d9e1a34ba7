"""An explanation as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zhiwei.engine import bearing, words
from zhiwei.engine.beside import CONFLICTS, conflict_words
from zhiwei.engine.declare import Modality
from zhiwei.engine.outcome import POSITIVE


def render_text(explanation: dict[str, Any], lang: str = "zh", brief: bool = False) -> str:
    """All measures: verdict, amount, clause, why, what is missing, what would change it; ``brief`` without the steps."""
    return "\n".join(_Text(explanation, lang, brief).lines()) + "\n"


def validity(explanation: dict[str, Any], measure: dict[str, Any], lang: str = "zh") -> tuple[str, ...]:
    """From when until when a measure of an explanation holds, in words; empty where it has no period of its own."""
    return tuple(_Text(explanation, lang).days(measure))


class _Text:
    def __init__(self, explanation: dict[str, Any], lang: str, brief: bool = False) -> None:
        self.all, self.lang, self.zh, self.brief = explanation, lang, lang == "zh", brief

    def t(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    def of(self, item: dict[str, Any], field: str = "") -> str:
        prefix = f"{field}_" if field else ""
        return str(item.get(prefix + self.lang, ""))

    def lines(self) -> Iterator[str]:
        known, entity = self.all["known_on"], self.of(self.all["entity"])
        yield (
            self.t(f"适用日 {self.all['as_of']}", f"As of {self.all['as_of']}")
            + (self.t(f"，认知日 {known}", f", as known on {known}") if known else "")
            + self.t(f"，对象：{entity}", f", subject: {entity}")
        )
        told = self.conflicts()
        if told:
            yield ""
            yield self.t(*CONFLICTS)
            yield from ("  " + one for one in told)
        for measure in self.all["measures"]:
            yield ""
            yield from self.measure(measure)

    def conflicts(self) -> list[str]:
        """The facts that contradict each other, a line for each conflict."""
        return [conflict_words(one, self.lang) for one in self.all.get("conflicts", ())]

    def measure(self, m: dict[str, Any]) -> Iterator[str]:
        yield f"{self.number(m)} {self.of(m)}: {self.verdict(m)}{self.amount(m)}"
        if m.get("progress"):
            yield "  " + self.t("进度：", "Progress: ") + self.line(self.all["steps"][m["progress"]])
        for cite in [*m["cites"], *m["sources"]]:
            text = self.all["citations"].get(cite, {}).get("text")
            yield "  " + self.t("依据", "Basis") + f" {self.cited(cite)}" + (f"：{text}" if text else "")
        basis = [c for c in dict.fromkeys(m["basis"]) if c not in m["cites"]]
        if basis:
            listed = self.t("、", ", ").join(self.cited(c) for c in basis)
            yield "  " + self.t("当日有效的依据：", "In force on the day by: ") + listed
        yield from ("  " + line for line in self.days(m))
        if m["notes"].get(self.lang):
            yield "  " + self.t("说明：", "Note: ") + m["notes"][self.lang]
        yield from ("  " + line for line in self.why(m))
        yield from ("  " + line for line in self.needed(m))
        for change in m["changes"]:
            yield "  " + self.t("改变结论的条件：", "What would change it: ") + self.change(change)
        for told in (*self.notches(m), *self.read_as(m), *self.recalled(m)):
            yield "  " + told
        if not self.brief:
            yield from self.derivation(m)

    def derivation(self, m: dict[str, Any]) -> Iterator[str]:
        """The steps to the verdict; under a heading of their own those that only serve an amount not given yet."""
        told, supposed = bearing.parted(self.all["steps"], m)
        if told or supposed:
            yield "  " + self.t("推导过程：", "How it follows:")
        for key in told:
            yield from self.step(self.all["steps"][key])
        if supposed:
            yield "    " + self.supposed()
        for key in supposed:
            yield from self.step(self.all["steps"][key])

    def supposed(self) -> str:
        """The heading of what is worked out as if the conditions were met."""
        return self.t(
            "以下按条件都成立计算，结论未定前不作数：",
            "Worked out as if the conditions were met; not due before the verdict is settled:",
        )

    def verdict(self, m: dict[str, Any]) -> str:
        """The verdict; of what is not in force whether it begins later or has ended."""
        if m["verdict"] == "not_in_force" and m["deciding"]:
            step = self.all["steps"][m["deciding"]]
            if step["status"] == "not_in_force":
                return words.pick(words.state_words(self.all["steps"], step, self.all["as_of"]), self.lang)
        return self.of(m, "verdict")

    def cited(self, cite: str) -> str:
        """A place of a document in words."""
        return words.cite_words(cite, self.of(self.all["citations"].get(cite, {})) or cite)

    def read_as(self, m: dict[str, Any]) -> Iterator[str]:
        """Where the text can be read in more than one way, the reading taken, with its reason."""
        for key in bearing.readings(self.all["steps"], m):
            step = self.all["steps"][key]
            reason = step["reading"]["reason"]
            yield (
                self.t("采用的读法：", "Reading taken: ") + self.line(step)
                + ((f"（{reason}）" if self.zh else f" ({reason})") if reason else "")
            )  # fmt: skip

    def recalled(self, m: dict[str, Any]) -> Iterator[str]:
        """The values behind the verdict whose text has not been checked."""
        steps = self.all["steps"]
        listed = dict.fromkeys(self.of(steps[k]) for k in bearing.recalled(steps, m))
        if listed:
            yield (
                self.t("尚待核对的依据：", "Values whose text is still to be checked: ")
                + self.t("；", "; ").join(listed)
            )  # fmt: skip

    def why(self, m: dict[str, Any]) -> Iterator[str]:
        """What decided, with the condition that failed; for a favourable verdict the criteria that are met."""
        if m["deciding"]:
            step = self.all["steps"][m["deciding"]]
            yield self.t("决定因素：", "Decided by: ") + self.line(step)
            tested = [r for r in step.get("reasons", ()) if r["holds"] is not None]
            if tested and step.get("value") == "false":
                yield self.t("原因：", "Because: ") + self.reason(tested[-1])
            elif step.get("value") == "false" and step["kind"] == "rule":
                below = [self.all["steps"][k] for k in step["inputs"]]
                known = [self.line(b) for b in below if b["kind"] != "parameter" and b["status"] == "known"]
                if known:
                    yield self.t("原因：", "Because: ") + self.t("；", "; ").join(known)
            return
        if m["verdict"] in POSITIVE.values():
            met = [self.all["steps"][k] for k in m["roots"] if k not in m["window"]]
            listed = [self.of(one) for one in met if one.get("value") == "true"]
            if listed:
                yield self.t("符合的条件：", "Conditions met: ") + self.t("、", ", ").join(listed)

    def days(self, m: dict[str, Any]) -> Iterator[str]:
        """From when until when all windows hold together; which ended, begins later, or is not known."""
        steps = [self.all["steps"][key] for key in m.get("window", ())]
        known = [one for one in steps if one["status"] == "known" and one.get("starts")]
        if known:
            starts = max(one["starts"] for one in known)
            ends = min((one["ends"] for one in known if one.get("ends")), default=None)
            if ends:
                yield self.t(f"有效期：{starts} 至 {ends}", f"In force: {starts} to {ends}")
            else:
                yield self.t(
                    f"有效期：{starts} 起，未见终止日期", f"In force: from {starts}, no last day found"
                )
        for one in steps:
            if one["status"] == "not_in_force" and one.get("starts"):
                if one["starts"] > self.all["as_of"]:
                    yield self.t(
                        f"当日尚未开始，自 {one['starts']} 起有效",
                        f"Not begun yet, in force from {one['starts']}",
                    )
                elif one.get("ends"):
                    yield self.t(f"有效期已于 {one['ends']} 结束", f"Ended on {one['ends']}")
            elif one["status"] == "unknown_law":
                yield self.t(
                    "有效期：现行规定不明，到哪天为止无法确定", "In force: the law of the day is not known"
                )

    def number(self, m: dict[str, Any]) -> str:
        """The id of a measure; in Chinese without the English word behind the sentence, as the name tells it apart."""
        return str(m["id"].partition("/")[0] if self.zh else m["id"])

    def amount(self, m: dict[str, Any]) -> str:
        amount = m["amount"]
        if amount is None:
            benefit = m["verdict"] == POSITIVE[Modality.BENEFIT]
            return self.t("，本项不计算金额", ", no amount is computed for it") if benefit else ""
        if "value" in amount:
            label = bearing.amount_label(self.all["steps"], m, self.lang)
            yuan = _grouped(amount["value"])
            return (
                self.t(f"，金额 {yuan} 元", f", amount CNY {yuan}")
                + (self.t(f"（{label}）", f" ({label})") if label else "")
            )  # fmt: skip
        status = (
            self.t("待定", "open")
            if amount["status"] == "missing"
            else words.pick(words.STATUS_WORDS[amount["status"]], self.lang)
        )
        most = (
            self.t(f"，最高 {_grouped(amount['maximum'])} 元", f", at most CNY {_grouped(amount['maximum'])}")
            if "maximum" in amount
            else ""
        )
        return self.t(f"，金额：{status}{most}", f", amount: {status}{most}")

    def line(self, step: dict[str, Any]) -> str:
        value = self.of(step, "shown") or words.pick(
            words.state_words(self.all["steps"], step, self.all["as_of"]), self.lang
        )
        return f"{self.of(step)} = {value}"

    def step(self, step: dict[str, Any]) -> Iterator[str]:
        notes = self.notes(step)
        mark = {
            "fact": self.t("事实", "fact"),
            "parameter": self.t("参数", "parameter"),
            "rule": self.t("规则", "rule"),
        }
        yield f"    [{mark[step['kind']]}] {self.line(step)}" + (f"  ({'; '.join(notes)})" if notes else "")
        for reason in step.get("reasons", ()):
            yield "        " + self.reason(reason)

    def needed(self, m: dict[str, Any]) -> Iterator[str]:
        """What is still needed, facts and what others have to settle; apart from them the facts that were refused."""
        steps, between = self.all["steps"], self.t("；", "; ")
        asked = [self.of(x) for x in m["missing_labels"] if not x.get("refused")]
        refused = [self.of(x) for x in m["missing_labels"] if x.get("refused")]
        held = self.awaited(m, [steps[key] for key in bearing.awaited(steps, m)])
        if m["verdict"] in bearing.SETTLED_AGAINST and asked:
            yield (
                self.t("还需要：无（已可判定；未填的下列情况补充后也不会变得有利：",
                       "Still needed: nothing (settled; what is not given cannot turn it: ")
                + between.join(asked) + self.t("）", ")")
            )  # fmt: skip
        elif asked or held:
            yield self.t("还需要：", "Still needed: ") + between.join([*asked, *filter(None, [held])])
        elif not refused:
            yield self.t("还需要：无（情况已齐）", "Still needed: no further fact")
        if refused:
            yield self.t("已拒绝提供：", "Refused: ") + between.join(refused)

    def awaited(self, m: dict[str, Any], steps: list[dict[str, Any]]) -> str:
        """What no fact can settle: the law to be found, or the decisions a locality has to make; empty for none."""
        comma = self.t("、", ", ")
        if not steps:
            return ""
        if m["verdict"] == "no_decision_filed":
            labels = comma.join(self.t(f"“{s['zh']}”", f"“{s['en']}”") for s in steps)
            return self.t(f"当地对{labels}的决定", f"the local decision on {labels}")
        told = []
        for step in steps:
            cites = dict.fromkeys(self.cited(c) for c in (*step.get("cites", ()), *step.get("sources", ())))
            listed = comma.join(cites)
            told.append(self.of(step) + (self.t(f"（{listed}）", f" ({listed})") if listed else ""))
        return self.t("先查明现行规定：", "the law in force has to be found first: ") + comma.join(told)

    def place(self, decision: dict[str, Any]) -> str:
        """The division of a decision with its name, where that is known."""
        name = self.of(decision, "division")
        return f"{name} {decision['division']}" if name else str(decision["division"])

    def notes(self, step: dict[str, Any]) -> list[str]:
        """What stands behind a step: citations, source, evidence, decision, reading, assumed period."""
        notes = []
        if step.get("cites") or step.get("sources"):
            cites = [*step.get("cites", ()), *step.get("sources", ())]
            notes.append(self.t("、", ", ").join(self.cited(c) for c in cites))
        if step.get("source"):
            notes.append(self.t("来源 ", "source ") + step["source"])
        if step.get("evidence") and step["status"] == "known":
            notes.append(words.pick(words.EVIDENCE_WORDS[step["evidence"]], self.lang))
        if step.get("reading"):
            notes.append(
                self.t("采用的读法：", "reading taken: ")
                + (step["reading"]["reason"] or step["reading"]["default"])
            )
        if step.get("assumed_period"):
            notes.append(
                self.t("未注明期间，按适用日所在期间计", "no period given, counted for that of the day")
            )
        if step.get("decision"):
            decision = step["decision"]
            notes.append(
                self.t("地方决定 ", "local decision ")
                + f"{decision['document']} ({self.place(decision)}, {decision['from']})"
            )
        if step.get("lapsed"):
            notes.append(
                self.t(f"{step['lapsed']}的数值已超出现行限定，不再适用",
                       f"the value of {step['lapsed']} is outside the bounds now in force and lapsed")
            )  # fmt: skip
        return notes

    def reason(self, reason: dict[str, Any]) -> str:
        """A condition and whether it holds."""
        return self.of(reason) + words.pick(words.held_words(reason), self.lang)

    def change(self, c: dict[str, Any]) -> str:
        values = self.t("、", " or ").join(c[f"shown_{self.lang}"])
        word = {"at_most": self.t("不超过", "at most"), "at_least": self.t("不低于", "at least"),
                "one_of": self.t("为", "is")}[c["need"]]  # fmt: skip
        now = c[f"now_{self.lang}"]
        return self.t(f"{c['zh']}{word} {values}（现为 {now}）", f"{c['en']} {word} {values} (now {now})")

    def notches(self, m: dict[str, Any]) -> Iterator[str]:
        """The steps near the subject, one line for each place."""
        places: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for n in m["notches"]:
            places.setdefault((n["fact"], n["first"]), []).append(n)
        for found in places.values():
            n = found[0]
            moves = [
                self.t(
                    f"{x['variable_zh']}由 {_grouped(x['before'])} 元变为 {_grouped(x['after'])} 元",
                    f"{x['variable_en']} goes from CNY {_grouped(x['before'])} to {_grouped(x['after'])}",
                )
                for x in found
            ]
            yield self.t(
                f"断崖：{n['fact_zh']}由 {_grouped(n['last'])} 元到 {_grouped(n['first'])} 元时，",
                f"Notch: from {n['fact_en']} CNY {_grouped(n['last'])} to {_grouped(n['first'])}, ",
            ) + self.t("；", "; ").join(moves)


def _grouped(yuan: str) -> str:
    """Yuan with thousands separators."""
    sign = "-" if yuan.startswith("-") else ""
    whole, dot, rest = yuan.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{dot}{rest}"
