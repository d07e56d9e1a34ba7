"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.funds.guarantees import views as guarantees
from zhiwei.platform.funds.special import views as special
from zhiwei.platform.funds.ventures import views as ventures
from zhiwei.platform.funds.views import office, public

app_name = "funds"
urlpatterns = [
    path("programmes/<slug:name>/", public.programme, name="programme"),
    path("office/programmes/", office.runs, name="runs"),
    path("office/programmes/begin/", office.begin, name="begin"),
    path("office/programmes/<uuid:key>/", office.run, name="run"),
    path("office/programmes/<uuid:key>/release/", office.release, name="release"),
    path("office/programmes/<uuid:key>/firms/", office.firms, name="run-firms"),
    path("funds/", special.public, name="special"),
    path("funds/guarantees/", guarantees.public, name="guarantees"),
    path("office/funds/", special.office, name="special-office"),
    path("office/funds/payments/", special.payments, name="upgrading"),
    path("office/funds/guarantees/", guarantees.office, name="guarantees-office"),
    path("office/ventures/", ventures.listed, name="ventures"),
    path("office/ventures/through/<uuid:key>/", ventures.through, name="look"),
    path("ventures/<uuid:key>/", ventures.institution, name="venture"),
    path("ventures/investments/<uuid:key>/", ventures.investment, name="investment"),
]
