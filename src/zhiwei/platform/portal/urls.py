"""Addresses of the room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from zhiwei.platform.portal.views import answer, find, law, parameters

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("find/", find.start, name="find"),
    path("find/begin/", find.begin, name="begin"),
    path("find/next/", find.following, name="next"),
    path("find/ask/", find.ask, name="ask"),
    path("find/day/", find.day, name="day"),
    path("find/restart/", find.restart, name="restart"),
    path("answer/", answer.answer, name="answer"),
    path("answer/compare/", answer.compare, name="compare"),
    path("law/", law.index, name="law"),
    path("law/coverage/", law.coverage, name="coverage"),
    path("law/<int:number>/", law.article, name="article"),
    re_path(r"^law/(?P<sentence_id>\d{1,2}\.\d{1,2})/?$", law.sentence, name="sentence"),
    path("parameters/", parameters.parameters, name="parameters"),
    path("parameters/<slug:name>/", parameters.parameter, name="parameter"),
    path("documents/", parameters.documents, name="documents"),
    path("documents/<str:number>/", parameters.document, name="document"),
]
