"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.funds.views import office, public

app_name = "funds"
urlpatterns = [
    path("programmes/<slug:name>/", public.programme, name="programme"),
    path("office/programmes/", office.runs, name="runs"),
    path("office/programmes/begin/", office.begin, name="begin"),
    path("office/programmes/<uuid:key>/", office.run, name="run"),
]
