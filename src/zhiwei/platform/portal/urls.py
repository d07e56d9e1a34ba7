"""Addresses of the room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from zhiwei.platform.portal.views import law, parameters

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("law/", law.index, name="law"),
    path("law/coverage/", law.coverage, name="coverage"),
    path("law/<int:number>/", law.article, name="article"),
    re_path(r"^law/(?P<sentence_id>\d{1,2}\.\d{1,2})/?$", law.sentence, name="sentence"),
    path("parameters/", parameters.parameters, name="parameters"),
    path("parameters/<slug:name>/", parameters.parameter, name="parameter"),
    path("documents/", parameters.documents, name="documents"),
    path("documents/<str:number>/", parameters.document, name="document"),
]
