"""A verdict in a few plain sentences, out of the answer's explanation."""

from __future__ import annotations

from typing import Any

from zhiwei.engine.words import STATUS_WORDS, held_words, pick

Entry = dict[str, Any]


def explain(entry: Entry, explanation: Entry, lang: str) -> str:
    """Verdict, amount, why, what is missing, which reading was taken, which value is still to be checked."""
    zh = lang == "zh"
    parts = [entry[f"verdict_{lang}"] + _amount(entry["amount"], lang)]
    steps = explanation["steps"]
    if entry["deciding"]:
        parts.append(_why(steps[entry["deciding"]], lang))
    if entry["missing_labels"]:
        listed = ("、" if zh else ", ").join(label[lang] for label in entry["missing_labels"])
        parts.append(("还需要：" if zh else "still needed: ") + listed)
    readings = [steps[key] for key in entry["readings"]]
    if readings:
        taken = [f"{step[lang]}{'＝' if zh else ' = '}{step.get(f'shown_{lang}', '')}" for step in readings]
        parts.append(("所取读法：" if zh else "readings taken: ") + ("、" if zh else ", ").join(taken))
    if entry["recalled"]:
        names = ("、" if zh else ", ").join(steps[key][lang] for key in entry["recalled"])
        parts.append(("待核数值：" if zh else "recalled values, to be checked: ") + names)
    return "。".join(parts) + "。" if zh else ". ".join(p[:1].upper() + p[1:] for p in parts) + "."


def outlook(entry: Entry, lang: str) -> str:
    """What would change the verdict, and the steps near the firm; empty if there is nothing to say."""
    zh = lang == "zh"
    parts = [_change(change, lang) for change in entry["changes"]]
    parts += [_notch(notch, lang) for notch in entry["notches"]]
    return ("；" if zh else "; ").join(parts)


def clauses(explanation: Entry) -> dict[str, tuple[str, str, str]]:
    """Each measure's title, where it stands, and the text that is quoted."""
    found = {}
    for entry in explanation["measures"]:
        cited = [explanation["citations"].get(c, {"zh": c}) for c in (*entry["cites"], *entry["sources"])]
        places = "、".join(dict.fromkeys(c["zh"] for c in cited))
        text = "\n".join(c["text"] for c in cited if c.get("text"))
        found[entry["id"]] = (entry["zh"], places, text)
    return found


def _amount(amount: Entry | None, lang: str) -> str:
    if amount is None:
        return ""
    zh = lang == "zh"
    if "value" in amount:
        return f"，金额 {amount['value']} 元" if zh else f", amount CNY {amount['value']}"
    status = pick(STATUS_WORDS[amount["status"]], lang)
    said = f"，金额：{status}" if zh else f", amount: {status}"
    if "maximum" in amount:
        said += f"，最高 {amount['maximum']} 元" if zh else f", at most CNY {amount['maximum']}"
    return said


def _why(step: Entry, lang: str) -> str:
    """The deciding step, and the last test on its path."""
    zh = lang == "zh"
    value = step.get(f"shown_{lang}") or pick(STATUS_WORDS[step["status"]], lang)
    said = f"决定因素：{step['zh']}＝{value}" if zh else f"decided by: {step['en']} = {value}"
    tests = step.get("reasons", ())
    if tests and tests[-1]["holds"] is not None:
        held = pick(held_words(tests[-1]), lang)
        said += f"（{tests[-1]['zh']}{held}）" if zh else f" ({tests[-1]['en']}{held})"
    return said


def _change(change: Entry, lang: str) -> str:
    values = ("、" if lang == "zh" else " or ").join(change[f"shown_{lang}"])
    word = {"at_most": ("不超过", "at most"), "at_least": ("不低于", "at least"), "one_of": ("为", "being")}
    need = pick(word[change["need"]], lang)
    if lang == "zh":
        return f"若{change['zh']}{need} {values}（现为 {change['now']}），结论会改变"
    return f"{change['en']} {need} {values} (now {change['now']}) would change the verdict"


def _notch(notch: Entry, lang: str) -> str:
    if lang == "zh":
        return (
            f"断崖：{notch['fact_zh']}由 {notch['last']} 到 {notch['first']} 时，"
            f"{notch['variable_zh']}由 {notch['before']} 变为 {notch['after']}"
        )
    return (
        f"notch: from {notch['fact_en']} {notch['last']} to {notch['first']}, "
        f"{notch['variable_en']} goes from {notch['before']} to {notch['after']}"
    )
