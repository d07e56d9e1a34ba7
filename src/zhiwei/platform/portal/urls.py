"""Addresses of the room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from zhiwei.platform.portal.views import (
    answer,
    find,
    home,
    law,
    parameters,
    registered,
    search,
    site_files,
    upload,
)

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("difficulty/<slug:key>/", home.difficulty, name="difficulty"),
    path("search/", search.results, name="search"),
    path("robots.txt", site_files.robots, name="robots"),
    path("sitemap.xml", site_files.sitemap, name="sitemap"),
    path("find/", find.start, name="find"),
    path("find/begin/", find.begin, name="begin"),
    path("find/next/", find.following, name="next"),
    path("find/ask/", find.ask, name="ask"),
    path("find/day/", find.day, name="day"),
    path("find/restart/", find.restart, name="restart"),
    path("answer/", answer.answer, name="answer"),
    path("answer/pdf/", answer.pdf, name="answer-pdf"),
    path("answer/file/", upload.facts_file, name="facts-file"),
    path("answer/take/", upload.take, name="take"),
    path("answer/compare/", answer.compare, name="compare"),
    path("subjects/<uuid:key>/answer/", registered.answer, name="registered"),
    path("law/", law.index, name="law"),
    path("law/coverage/", law.coverage, name="coverage"),
    path("law/<int:number>/", law.article, name="article"),
    re_path(r"^law/(?P<sentence_id>\d{1,2}\.\d{1,2})/?$", law.sentence, name="sentence"),
    path("parameters/", parameters.parameters, name="parameters"),
    path("parameters/<slug:name>/", parameters.parameter, name="parameter"),
    path("documents/", parameters.documents, name="documents"),
    path("documents/<path:number>/", parameters.document, name="document"),
]
