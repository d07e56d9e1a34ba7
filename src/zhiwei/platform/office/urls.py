"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.office.views import dashboard, trials

app_name = "office"
urlpatterns = [
    path("office/", dashboard.dashboard, name="dashboard"),
    path("office/survey/", dashboard.survey, name="survey"),
    path("office/survey/begin/", dashboard.begin_survey, name="begin-survey"),
    path("office/what-if/", trials.listing, name="trials"),
    path("office/what-if/<uuid:key>/", trials.trial, name="trial"),
]
