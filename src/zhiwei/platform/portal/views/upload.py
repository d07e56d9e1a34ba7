"""Facts in a file instead of questions, and taking over the facts of an address to change them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.portal import keeping
from zhiwei.platform.portal.asked import ENTITY, Asked
from zhiwei.platform.portal.days import FIRST, read_day
from zhiwei.platform.portal.defects import told
from zhiwei.platform.portal.facts_upload import NoRow, read_upload
from zhiwei.platform.portal.flow import answer_of
from zhiwei.platform.portal.language import lang
from zhiwei.platform.portal.reading import read_parameters
from zhiwei.population.defects import InputDefects

MOST_ROWS = 100_000
"""A table below the size limit has fewer rows."""


@never_cache
def facts_file(request: HttpRequest) -> HttpResponse:
    """The form for a file; its facts become the visitor's answers."""
    errors: list[str] = []
    entity = request.POST.get("entity", ENTITY)
    if entity not in current().entities:
        entity = ENTITY
    if request.method == "POST":
        found = _read(request, entity, errors)
        if found is not None:
            response = redirect("/answer/")
            try:
                keeping.keep(response, found)
            except keeping.TooMuch:
                errors.append(_("文件里的事实太多，浏览器保存不下；请只留下要算的一件事。"))
            else:
                return response
    context: dict[str, Any] = {
        "errors": errors,
        "entities": current().entities.items(),
        "entity": entity,
        "row": request.POST.get("row", "1"),
        "today": clock.today(),
        "first": FIRST,
    }
    return render(request, "portal/facts_file.html", context, status=422 if errors else 200)


def _read(request: HttpRequest, entity: str, errors: list[str]) -> Asked | None:
    file, raw = request.FILES.get("file"), request.POST.get("row", "1").strip() or "1"
    if file is None:
        errors.append(_("请选择一个文件。"))
        return None
    if not (raw.isascii() and raw.isdigit()) or not 1 <= int(raw) <= MOST_ROWS:
        errors.append(_("第几行应为正整数。"))
        return None
    try:
        found = replace(read_upload(file, int(raw), entity), as_of=read_day(request.POST.get("as_of", "")))
        answer_of(found)
    except uploads.Refused as error:
        errors.append(str(error))
    except NoRow as error:
        errors.append(_("表里只有 %(count)s 行数据。") % {"count": error.count})
    except (InputDefects, InputError) as error:
        errors.extend(told(error, lang()))
    else:
        return found
    return None


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Make the facts of an address the visitor's own, to change them."""
    given = QueryDict(mutable=True)
    given.update({k: str(v) for k, v in request.POST.items() if k != "csrfmiddlewaretoken"})
    asked = read_parameters(given).asked
    response = redirect("/answer/")
    try:
        keeping.keep(response, replace(asked, order=tuple(asked.facts)))
    except keeping.TooMuch:
        return redirect("/find/")
    return response
