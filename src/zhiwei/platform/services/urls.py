"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.services.views import agency, catalogue, correcting, office, report

app_name = "services"
urlpatterns = [
    path("services/", catalogue.listed, name="catalogue"),
    path("services/report/", report.shown, name="report"),
    path("services/<uuid:key>/", catalogue.detail, name="offer"),
    path("services/<uuid:key>/order/", catalogue.order, name="order"),
    path("services/<uuid:key>/enter/", catalogue.enter, name="enter"),
    path("my/services/", agency.home, name="home"),
    path("my/services/new/", agency.new, name="new"),
    path("my/services/<uuid:key>/edit/", agency.edit, name="edit"),
    path("my/services/<uuid:key>/withdraw/", agency.withdraw, name="withdraw"),
    path("my/services/orders/<uuid:key>/", agency.order, name="agency-order"),
    path("my/services/orders/<uuid:key>/do/<slug:transition>/", agency.step, name="agency-step"),
    path("office/services/", office.home, name="office"),
    path("office/services/correct/<slug:step>/", correcting.many, name="correct"),
    path("office/services/scheme/", office.scheme, name="scheme"),
]
