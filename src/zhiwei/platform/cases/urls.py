"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.cases.views import bulk, counter, office, offices, own, public

app_name = "cases"
urlpatterns = [
    path("matters/", public.matters, name="matters"),
    path("matters/<slug:name>/", public.matter, name="matter"),
    path("matters/<slug:name>/apply/", public.apply, name="apply"),
    path("notices/", public.notices, name="notices"),
    path("notices/objections/", public.objection, name="objection"),
    path("notices/<uuid:key>/", public.notice, name="notice"),
    path("my/cases/", own.listed, name="own-list"),
    path("my/cases/new/<slug:kind>/<uuid:subject>/", own.new, name="own-new"),
    path("my/cases/<uuid:key>/", own.case, name="own-case"),
    path("my/cases/<uuid:key>/do/<slug:transition>/", own.step, name="own-step"),
    path("my/cases/<uuid:key>/rate/", own.rate, name="rate"),
    path("my/cases/<uuid:key>/arrival/", own.arrival, name="arrival"),
    path("my/cases/<uuid:key>/complain/", own.complain, name="complain"),
    path("cases/bulk/", bulk.listed, name="bulks"),
    path("cases/bulk/new/<str:what>/", bulk.hand_in, name="bulk-new"),
    path("cases/bulk/new/<str:what>/template.xlsx", bulk.template, name="bulk-template"),
    path("cases/bulk/<uuid:key>/", bulk.detail, name="bulk"),
    path("cases/bulk/<uuid:key>/do/", bulk.carry_out, name="bulk-do"),
    path("cases/bulk/<uuid:key>/cancel/", bulk.cancel, name="bulk-cancel"),
    path("cases/bulk/<uuid:key>/marked.xlsx", bulk.marked, name="bulk-marked"),
    path("cases/<uuid:key>/documents/<uuid:which>/", office.document, name="document"),
    path("office/cases/", office.work, name="work"),
    path("office/cases/offices/", offices.offices, name="offices"),
    path("office/cases/new/", counter.choose, name="counter"),
    path("office/cases/new/<slug:kind>/<uuid:subject>/", counter.new, name="counter-new"),
    path("office/cases/<uuid:key>/", office.case, name="office-case"),
    path("office/cases/<uuid:key>/receipt/", office.accepted, name="accepted"),
    path("office/cases/<uuid:key>/do/<slug:transition>/", office.step, name="office-step"),
    path("office/cases/<uuid:key>/take/", office.take, name="take"),
    path("office/cases/<uuid:key>/remind/", office.remind, name="remind"),
    path("office/cases/<uuid:key>/assign/", office.assign, name="assign"),
    path("office/cases/<uuid:key>/objections/<uuid:which>/", office.objection, name="answer-objection"),
    path("office/cases/<uuid:key>/complaints/<uuid:which>/", office.complaint, name="answer-complaint"),
    path("office/cases/<uuid:key>/call-back/", office.call_back, name="call-back"),
]
