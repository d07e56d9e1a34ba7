"""Thirty answers drawn by a fixed seed, as pages for a reader who is given nothing else, and the key to mark by.

``python -m benchmarks.reader_pages FOLDER`` writes ``01.txt`` to ``30.txt`` (Chinese text pages), ``questions.txt``
(what the reader is asked of each page) and ``key.json`` (what the engine says). No measure is drawn twice, the
rarest verdict is taken each time, and every verdict is among them.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.policy.drawn_answers import answers
from zhiwei import rulebook
from zhiwei.engine.answer import Answer
from zhiwei.engine.outcome import VERDICTS

COUNT = 30
SEED = 20121123
DAYS = ("2012-06-30", "2016-06-30", "2026-11-23")
QUESTIONS = """\
一、说的是什么事？（哪一项措施，对谁）
二、结果如何？能不能享受、是否符合要求，金额多少？
三、为什么？依据哪一句，由什么决定？
四、还缺什么？要补哪些情况才能定下来？
五、到什么时候为止？
"""


def draw(count: int = COUNT, seed: int = SEED) -> list[tuple[str, Answer]]:
    """The answers with the measure each is about, in the order of the pages."""
    rng = random.Random(seed)
    measures = sorted(rulebook().measures)
    rng.shuffle(measures)
    drawn: list[tuple[str, Answer, list[Answer]]] = []
    seen: Counter[str] = Counter()
    for measure in measures:
        if len(drawn) >= count and all(seen[verdict] for verdict in VERDICTS):
            break
        found = list(answers(measure, DAYS, seed))
        least = min(seen[one.measures[measure].verdict] for one in found)
        if len(drawn) >= count:
            if least:
                continue
            crowded = max(i for i, (name, one, _) in enumerate(drawn) if seen[one.measures[name].verdict] > 1)
            name, given_up, _ = drawn.pop(crowded)
            seen[given_up.measures[name].verdict] -= 1
        rare = [one for one in found if seen[one.measures[measure].verdict] == least]
        chosen = rng.choice(rare)
        seen[chosen.measures[measure].verdict] += 1
        drawn.append((measure, chosen, found))
    return [(measure, chosen) for measure, chosen, _ in exchanged(drawn, seen)]


def exchanged(
    drawn: list[tuple[str, Answer, list[Answer]]], seen: Counter[str]
) -> list[tuple[str, Answer, list[Answer]]]:
    """The drawn answers, for a verdict not among them another answer of the same measure where one has it."""
    for verdict in (one for one in VERDICTS if not seen[one]):
        for place, (measure, chosen, found) in enumerate(drawn):
            other = next((one for one in found if one.measures[measure].verdict == verdict), None)
            if other is not None and seen[chosen.measures[measure].verdict] > 1:
                seen.update({verdict: 1, chosen.measures[measure].verdict: -1})
                drawn[place] = measure, other, found
                break
    return drawn


def key(measure: str, answer: Answer) -> dict[str, Any]:
    """What a reader should have found on the page, from the answer's data and not from its text."""
    data = answer.to_json()
    (entry,) = [m for m in data["measures"] if m["id"] == measure]
    steps = data["steps"]
    deciding = steps[entry["deciding"]]["zh"] if entry["deciding"] else None
    days = [
        {"starts": steps[k].get("starts"), "ends": steps[k].get("ends"), "status": steps[k]["status"]}
        for k in entry["window"]
    ]
    return {
        "measure": measure, "what": entry["zh"], "whom": data["entity"]["zh"], "as_of": data["as_of"], "verdict": entry["verdict_zh"],
        "amount": entry["amount"], "why": deciding, "cites": entry["cites"],
        "missing": [one["zh"] for one in entry["missing_labels"]], "days": days,
    }  # fmt: skip


def main(folder: str) -> None:
    """Write the pages, the questions and the key."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    keys = []
    for number, (measure, answer) in enumerate(draw(), 1):
        (out / f"{number:02}.txt").write_text(answer.text(), encoding="utf-8")
        keys.append({"page": number, **key(measure, answer)})
    (out / "questions.txt").write_text(QUESTIONS, encoding="utf-8")
    (out / "key.json").write_text(json.dumps(keys, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(keys)} pages in {out}: {dict(Counter(k['verdict'] for k in keys))}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("python -m benchmarks.reader_pages FOLDER")
    main(sys.argv[1])
