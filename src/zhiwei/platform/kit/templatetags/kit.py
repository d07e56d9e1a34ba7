"""The components of pages: `{% load kit %}`; docs/platform/kit.md shows each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.platform.kit import language, money, phrases
from zhiwei.platform.kit.navigation import hidden_from
from zhiwei.platform.kit.templatetags import kit_tables

register = template.Library()
register.tags.update(kit_tables.register.tags)  # `{% load kit %}` brings those of lists too

SHEETS = ("tokens", "base", "layout", "tables", "forms", "components", "charts", "elder")
"""The style sheets of every page, in the order in which a later one may overrule an earlier one."""

TAGS = {"ok", "todo", "no", "off", "info"}
"""Kinds of a label: done or due to you, something to do, no, no longer or not yet, neither."""


@register.simple_tag
def styles() -> SafeString:
    """The links to the style sheets."""
    links = format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(f"kit/css/{name}.css"),) for name in SHEETS)
    )
    return format_html(
        '{}\n<link rel="stylesheet" href="{}" media="print">', links, static("kit/css/print.css")
    )


@register.inclusion_tag("kit/parts/crumbs.html", takes_context=True)
def crumbs(context: template.Context, *parts: Any) -> dict[str, Any]:
    """`{% crumbs "算一算" "/find/" "结果" %}`: label and address in turn; the last has no address. 首页 stands before them.

    An entry of the bar that this reader does not see is left out: the desk of officials to an auditor.
    """
    pairs = [(parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    request = context.get("request")
    hidden = hidden_from(request) if request is not None else set()
    return {"crumbs": [(label, address) for label, address in pairs if address not in hidden]}


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """`{% field form.name %}`: label, hint, error and box of one field."""
    return bound.as_field_group()


@register.inclusion_tag("kit/parts/errors.html")
def errors(form: BaseForm) -> dict[str, Any]:
    """`{% errors form %}`: all faults of a form at its head, each a link to its box."""
    return {"form": form}


@register.simple_tag
def tag(text: Any, kind: str = "info") -> SafeString:
    """`{% tag "适用" "ok" %}`: a short coloured label; the colour is never the only sign."""
    if kind not in TAGS:
        raise template.TemplateSyntaxError(f"tag: {kind!r} is none of {', '.join(sorted(TAGS))}")
    return format_html('<span class="tag {}">{}</span>', kind, text)


@register.simple_block_tag
def result(content: str, label: Any = "", value: Any = "", kind: str = "") -> SafeString:
    """`{% result label=… value=… %}…{% endresult %}`: the answer of a page in large type, with what stands under it."""
    return SafeString(
        render_to_string(
            "kit/parts/result.html", {"content": content, "label": label, "value": value, "kind": kind}
        )
    )


@register.simple_block_tag
def why(content: str, summary: Any = "", opened: bool = False) -> SafeString:
    """`{% why %}…{% endwhy %}`: what opens on asking; its line says 为什么？ unless told otherwise."""
    return SafeString(
        render_to_string(
            "kit/parts/why.html", {"content": content, "summary": summary or _("为什么？"), "open": opened}
        )
    )


@register.inclusion_tag("kit/parts/facts.html")
def facts(*parts: Any) -> dict[str, Any]:
    """`{% facts "从业人员" "46 人" … %}`: pairs of label and value in a row; or one list of pairs."""
    if len(parts) == 1 and not isinstance(parts[0], str):
        return {"facts": list(parts[0])}
    return {"facts": list(zip(parts[::2], parts[1::2], strict=True))}


@register.inclusion_tag("kit/parts/steps.html")
def steps(labels: Sequence[Any], current: int) -> dict[str, Any]:
    """`{% steps labels 2 %}`: numbered steps, the current one counted from 1."""
    states = ("done", "now", "next")
    return {"steps": [(label, states[(i >= current) + (i > current)]) for i, label in enumerate(labels, 1)]}


@register.inclusion_tag("kit/parts/tabs.html")
def tabs(items: Iterable[Sequence[Any]], title: Any = "") -> dict[str, Any]:
    """`{% tabs items %}`: views of one thing as links; items are (label, address, current[, count])."""
    return {"tabs": [(*item, None)[:4] for item in items], "title": title or _("视图")}


@register.inclusion_tag("kit/parts/progress.html")
def progress(percent: int | None, text: Any = "") -> dict[str, Any]:
    """`{% progress 40 "已读 8,000 行" %}`: how far something is; None where that is not known."""
    return {"percent": percent, "text": text}


PUNCTUATION = {"、": ", ", "，": ", ", "；": "; ", "：": ": ", "。": ". ", "（": " (", "）": ")"}
"""Marks between values in Chinese, and in English."""


@register.simple_tag
def punct(mark: str) -> str:
    """`{{ name }}{% punct "：" %}{{ value }}`: a mark between two values, in the page's language."""
    if mark not in PUNCTUATION:
        raise template.TemplateSyntaxError(f"punct: {mark!r} is none of {' '.join(PUNCTUATION)}")
    return PUNCTUATION[mark] if language.lang() == "en" else mark


@register.filter
def listed(parts: Iterable[Any]) -> str:
    """`{{ names|listed }}`: `甲、乙`, on English pages `a, b`."""
    return language.listed(parts)


@register.filter
def semicolons(parts: Iterable[Any]) -> str:
    """`{{ sentences|semicolons }}`: several statements in one line, in the page's language."""
    return language.semicolons(parts)


@register.filter
def retold(text: str) -> str:
    """`{{ text|retold }}`: a text that the platform kept in Chinese, in the reader's language."""
    return phrases.retold(text)


@register.filter
def yuan(fen: int | None) -> str:
    """`{{ amount|yuan }}`: fen as `12,000.00`; a dash for none."""
    return "—" if fen is None else money.yuan(fen)


@register.filter
def wan(fen: int | None) -> str:
    """`{{ amount|wan }}`: fen in 万元, nothing lost."""
    return "—" if fen is None else money.wan(fen)
