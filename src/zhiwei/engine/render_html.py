"""An explanation as an HTML fragment: plain elements and classes, no style, no script, everything escaped."""

from __future__ import annotations

import html
from typing import Any

from zhiwei.engine import bearing
from zhiwei.engine.beside import CONFLICTS
from zhiwei.engine.render_text import _Text


def render_html(explanation: dict[str, Any], lang: str = "zh") -> str:
    """All measures as ``<section>`` elements; details fold."""
    text = _Text(explanation, lang)
    body = _conflicts(text) + "".join(_measure(m, text) for m in explanation["measures"])
    code = "zh-CN" if lang == "zh" else "en"
    return f'<div class="zw-answer" lang="{code}" data-as-of="{_e(explanation["as_of"])}">{body}</div>'


def _e(raw: object) -> str:
    return html.escape(str(raw))


def _conflicts(text: _Text) -> str:
    """The facts that contradict each other, above the measures."""
    told = text.conflicts()
    if not told:
        return ""
    listed = "".join(f"<li>{_e(one)}</li>" for one in told)
    return f'<div class="zw-conflicts"><p>{_e(text.t(*CONFLICTS))}</p><ul>{listed}</ul></div>'


def _measure(m: dict[str, Any], text: _Text) -> str:
    parts = [
        f'<section class="zw-measure" id="measure-{_e(m["id"].replace("/", "-"))}" data-verdict="{_e(m["verdict"])}">',
        f"<h3>{_e(text.number(m))} {_e(text.of(m))}</h3>",
        f'<p class="zw-verdict"><strong>{_e(text.verdict(m))}</strong>{_e(text.amount(m))}</p>',
    ]
    if m.get("progress"):
        line = text.line(text.all["steps"][m["progress"]])
        parts.append(f'<p class="zw-progress">{_e(text.t("进度：", "Progress: ") + line)}</p>')
    parts += [f'<p class="zw-days">{_e(days)}</p>' for days in text.days(m)]
    if m["notes"].get(text.lang):
        parts.append(f'<p class="zw-note">{_e(m["notes"][text.lang])}</p>')
    parts += [f'<p class="zw-deciding">{_e(told)}</p>' for told in text.why(m)]
    parts += [f'<p class="zw-missing">{_e(needed)}</p>' for needed in text.needed(m)]
    for change in m["changes"]:
        label = text.t("改变结论的条件：", "What would change it: ")
        parts.append(f'<p class="zw-change">{_e(label + text.change(change))}</p>')
    parts += [f'<p class="zw-reading">{_e(told)}</p>' for told in text.read_as(m)]
    parts += [f'<p class="zw-recalled">{_e(told)}</p>' for told in text.recalled(m)]
    parts += [f'<p class="zw-notch">{_e(told)}</p>' for told in text.notches(m)]
    parts.append(_basis(m, text))
    told, supposed = bearing.parted(text.all["steps"], m)
    steps = f"<ol>{_steps(told, text)}</ol>"
    if supposed:
        steps += f'<p class="zw-supposed">{_e(text.supposed())}</p><ol>{_steps(supposed, text)}</ol>'
    parts.append(f"<details><summary>{_e(text.t('推导过程', 'How this follows'))}</summary>{steps}</details>")
    return "".join(parts) + "</section>"


def _basis(m: dict[str, Any], text: _Text) -> str:
    rows = []
    for cite in dict.fromkeys([*m["cites"], *m["sources"], *m["basis"]]):
        citation = text.all["citations"].get(cite, {})
        quoted = citation.get("text", "")
        rows.append(
            f"<li><cite>{_e(text.cited(cite))}</cite>" + (f"<q>{_e(quoted)}</q>" if quoted else "") + "</li>"
        )
    return f'<ul class="zw-basis">{"".join(rows)}</ul>'


def _steps(keys: list[str], text: _Text) -> str:
    return "".join(_step(text.all["steps"][k], text) for k in keys)


def _step(step: dict[str, Any], text: _Text) -> str:
    reasons = "".join(
        f'<li data-holds="{str(r["holds"]).lower()}">{_e(text.reason(r))}</li>'
        for r in step.get("reasons", ())
    )
    return (
        f'<li class="zw-step zw-{_e(step["kind"])}" data-status="{_e(step["status"])}">{_e(text.line(step))}'
        + "".join(f' <small class="zw-note">{_e(n)}</small>' for n in text.notes(step))
        + (f"<ul>{reasons}</ul>" if reasons else "")
        + "</li>"
    )
