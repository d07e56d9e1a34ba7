"""Addresses of the room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from zhiwei.platform.audit.views import access, office

app_name = "audit"
urlpatterns: list[URLPattern | URLResolver] = [
    path("office/audit/", office.acts, name="acts"),
    path("office/audit/reads/", office.readings, name="reads"),
    path("office/audit/reads/<int:seq>/", office.reading, name="reading"),
    path("office/audit/verify/", office.verify, name="verify"),
    path("office/audit/<int:seq>/", office.act, name="act"),
    path("my/access/", access.index, name="access"),
]
