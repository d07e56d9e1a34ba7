"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.programmes.views import office, public, records

app_name = "programmes"
urlpatterns = [
    path("projects/", public.listed, name="list"),
    path("projects/<slug:name>/", public.detail, name="detail"),
    path("my/projects/", public.own, name="own"),
    path("office/projects/", office.listed, name="office-list"),
    path("office/projects/<slug:name>/", office.detail, name="office"),
    path("registers/<slug:name>/<slug:register>/", records.listed, name="records"),
    path("registers/<slug:name>/<slug:register>/new/", records.new, name="new"),
    path("records/<uuid:key>/", records.one, name="record"),
    path("records/<uuid:key>/revise/", records.revise, name="revise"),
    path("records/<uuid:key>/do/<slug:step>/", records.move, name="move"),
    path("records/<uuid:key>/strike/", records.strike, name="strike"),
]
