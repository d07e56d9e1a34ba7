"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.talent.views import beginnings, mine, office, public, records

app_name = "talent"
urlpatterns = [
    path("talent/", public.programme, name="programme"),
    path("my/talent/", mine.home, name="mine"),
    path("my/talent/researchers/new/", mine.new_researcher, name="new-researcher"),
    path("my/talent/researchers/<uuid:key>/", mine.researcher, name="researcher"),
    path("my/talent/move/", beginnings.move, name="move"),
    path("my/talent/declare/", beginnings.declare, name="declare"),
    path("my/talent/share/", beginnings.share, name="share"),
    path("my/talent/split/", beginnings.split, name="split"),
    path("my/talent/award/", beginnings.award, name="award"),
    path("my/talent/<uuid:key>/", records.record, name="record"),
    path("my/talent/<uuid:key>/do/<slug:transition>/", records.step, name="step"),
    path("my/talent/<uuid:key>/works/<uuid:which>/confirm/", records.confirm_work, name="confirm-work"),
    path("my/talent/<uuid:key>/titles/<uuid:which>/decide/", records.decide_title, name="decide-title"),
    path("my/talent/<uuid:key>/titles/<uuid:which>/withdraw/", records.withdraw_title, name="withdraw-title"),
    path("my/talent/<uuid:key>/members/<int:which>/pay/", records.pay, name="pay"),
    path("office/talent/", office.home, name="office"),
    path("office/talent/<uuid:key>/", office.record, name="office-record"),
    path("office/talent/<uuid:key>/names/", office.names, name="names"),
]
