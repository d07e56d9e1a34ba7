"""Pages as PDF, set by typst with a Chinese font of the package; no system library, no system font.

A template is a typst file of a room (``<room>/templates/<room>/name.typ``). What it shows comes as data, never as
markup, so nothing a person wrote can change the page. ``kit/document.typ`` shows headings, facts, tables and results
from data alone; docs/platform/kit.md lists its blocks.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.translation import gettext as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables.export import disposition

ROOT = Path(__file__).parents[1]
"""The rooms; a template may import from another room's folder below it."""
_alone = threading.Lock()


def render(template_name: str, context: Mapping[str, Any]) -> bytes:
    """The PDF of a template, e.g. ``portal/answer.typ``, with the data of a context.

    The data are what JSON holds, and days, moments and texts still to be translated. Raises FileNotFoundError for a
    template that is not there and typst's own error, with its line, for one that is wrong.
    """
    room, _slash, name = template_name.partition("/")
    template = ROOT / room / "templates" / room / name
    if not template.is_file():
        raise FileNotFoundError(f"no template {template_name}: {template} is not there")
    english = lang() == "en"
    words = {
        "site": _("浙江小微"),
        "made": _("生成时间"),
        "note": _("计算结果供参考，以主管部门的决定为准。"),
        "page": _("页"),
    }
    moment = clock.now().astimezone(clock.ZONE)
    data = {"lang": "en" if english else "zh", "words": words, "made": f"{moment:%Y-%m-%d %H:%M}", **context}
    inputs = {"data": json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)}
    with _alone:  # one compiler serves all threads; it keeps the last inputs
        made = _compiler().compile(
            template, format="pdf", sys_inputs=inputs, timestamp=int(moment.timestamp())
        )
    assert isinstance(made, bytes)
    return made


def response(
    template_name: str, context: Mapping[str, Any], name: str, *, inline: bool = False
) -> HttpResponse:
    """A PDF as an answer, under a file name."""
    answer = HttpResponse(render(template_name, context), content_type="application/pdf")
    answer["Content-Disposition"] = disposition(name, inline=inline)
    return answer


@cache
def _compiler() -> Any:
    import pylopdf_fonts_zh_cn as fonts
    import typst

    folder = str(fonts.sans_path().parent)
    return typst.Compiler(root=str(ROOT), font_paths=[folder], ignore_system_fonts=True)
