"""The answer as a document: blocks that the kit sets as PDF."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.model import Entity
from zhiwei.platform.kit.language import listed
from zhiwei.platform.portal.answer_view import TAG, Row, Shown
from zhiwei.platform.portal.language import aside, pick, semicolons

RESULT_TAGS = {**TAG, "ended": "info"}


def document(
    page: Shown, entity: Entity, day: str, place: str, facts: list[tuple[str, str, str]]
) -> dict[str, Any]:
    """Title, lead and blocks for ``kit/document.typ``."""
    lead = _("%(kind)s，按 %(day)s 有效的规定计算") % {"kind": pick(entity.zh, entity.en), "day": day}
    blocks: list[dict[str, Any]] = []
    if facts:
        blocks.append({"kind": "heading", "text": _("按这些事实计算")})
        heads = [_("事实"), _("填写的内容")]
        blocks.append(
            {"kind": "table", "heads": heads, "rows": [[label, value] for _name, label, value in facts]}
        )
    if page.conflicts:
        blocks.append({"kind": "paragraph", "text": page.conflicts_title})
        blocks.append({"kind": "list", "items": list(page.conflicts)})
    for group in page.groups:
        blocks.append({"kind": "heading", "text": aside(group.title, str(len(group.rows)))})
        for row in group.rows:
            blocks += _row(row)
    digest = str(page.explanation["rulebook"])
    blocks.append({"kind": "hint", "text": _("规则集 %(digest)s") % {"digest": digest[:16]}})
    return {"title": _("你能享受的政策"), "lead": f"{lead} · {place}" if place else lead, "blocks": blocks}


def _row(row: Row) -> list[dict[str, Any]]:
    value = f"{row.word} {row.amount}".strip()
    tag = RESULT_TAGS[row.group]
    result = {"kind": "result", "label": aside(row.label, row.id), "value": value, "tag": tag}
    blocks: list[dict[str, Any]] = [result | ({"text": row.why} if row.why else {})]
    if row.needed:
        blocks.append({"kind": "paragraph", "text": _("还需要：") + semicolons(n.label for n in row.needed)})
    told = [
        *(filter(None, [row.ended, row.until])),
        *(_("怎样才会改变：") + c for c in row.changes),
        *(_("临界提醒：") + n for n in row.notches),
    ]
    if row.successors:
        told.append(_("当日适用的后续文件：") + listed(link.text for link in row.successors))
    if row.decision:
        told.append(_("地方决定：") + row.decision.text)
    if told:
        blocks.append({"kind": "list", "items": told})
    blocks += [{"kind": "quote", "text": f"{q.link.text}：{q.text}"} for q in row.quotes]
    return blocks
