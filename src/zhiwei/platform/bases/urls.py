"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.bases.views import office, public, registers

app_name = "bases"
urlpatterns = [
    path("bases/", public.listed, name="list"),
    path("bases/programme/", public.programme, name="programme"),
    path("bases/<uuid:key>/", public.detail, name="public"),
    path("my/<uuid:key>/base/", registers.own, name="own"),
    path("bases/residents/<uuid:which>/", registers.leave, name="leave"),
    path("bases/graduates/<uuid:which>/", registers.unmake, name="unmake"),
    path("office/bases/", office.listed, name="office-list"),
    path("office/bases/rounds/", office.rounds, name="rounds"),
    path("office/bases/rounds/<uuid:key>/", office.one_round, name="round"),
    path("office/bases/rounds/<uuid:key>/rank/", office.rank, name="rank"),
    path("office/bases/rounds/<uuid:key>/experts/", office.experts, name="experts"),
    path("office/bases/<uuid:key>/", registers.office, name="office"),
]
