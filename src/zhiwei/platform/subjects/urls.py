"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.subjects.views import (
    enquiries,
    imports,
    indicators,
    list_files,
    office,
    own,
    public,
    records,
)

app_name = "subjects"
urlpatterns = [
    path("subjects/", public.listed, name="public"),
    path("office/subjects/", office.listed, name="list"),
    path("office/subjects/new/", office.new, name="new"),
    path("office/subjects/<uuid:key>/", office.detail, name="detail"),
    path("office/subjects/<uuid:key>/contact/", office.contact, name="contact"),
    path("office/subjects/<uuid:key>/facts/", office.state, name="state"),
    path("office/imports/", imports.listed, name="imports"),
    path("office/imports/new/", imports.new, name="import-new"),
    path("office/imports/template/<str:entity>.xlsx", imports.blank, name="import-template"),
    path("office/imports/<uuid:key>/", imports.detail, name="import"),
    path("office/imports/<uuid:key>/marked/", imports.marked_file, name="import-marked"),
    path("office/imports/<uuid:key>/file/", imports.original, name="import-file"),
    path("office/imports/<uuid:key>/correct/", imports.correct, name="import-correct"),
    path("office/imports/<uuid:key>/commit/", imports.commit, name="import-commit"),
    path("office/imports/<uuid:key>/again/", imports.again, name="import-again"),
    path("office/imports/<uuid:key>/cancel/", imports.cancel, name="import-cancel"),
    path("office/enquiries/", enquiries.listed, name="enquiries"),
    path("office/indicators/", indicators.listed, name="indicators"),
    path("office/enquiries/<uuid:key>/", enquiries.answer, name="enquiry"),
    path("office/guarantees/", records.guarantees, name="guarantees"),
    path("office/guarantees/<uuid:key>/", records.guarantee, name="guarantee"),
    path("office/loans/", records.loans, name="loans"),
    path("office/loans/<uuid:key>/", records.loan, name="loan"),
    path("my/<uuid:key>/records/", records.own, name="own-records"),
    path("my/guarantees/<uuid:key>/", records.own_guarantee, name="own-guarantee"),
    path("my/loans/<uuid:key>/", records.own_loan, name="own-loan"),
    path("records/loans/<uuid:key>/strike/", records.unmake_loan, name="strike-loan"),
    path("records/guarantees/<uuid:key>/strike/", records.unmake_guarantee, name="strike-guarantee"),
    path("records/events/<uuid:which>/strike/", records.strike, name="strike"),
    path("lists/uploads/<uuid:key>/", list_files.detail, name="list-upload"),
    path("lists/uploads/<uuid:key>/enter/", list_files.enter, name="list-enter"),
    path("lists/uploads/<uuid:key>/cancel/", list_files.cancel, name="list-cancel"),
    path("lists/uploads/<uuid:key>/marked/", list_files.marked, name="list-marked"),
    path("lists/<slug:name>/of/<str:key>/", list_files.hand_in, name="list-file"),
    path("lists/<slug:name>/of/<str:key>/template.xlsx", list_files.template, name="list-template"),
    path("my/", own.home, name="own-home"),
    path("my/enquiries/", own.asked, name="own-enquiries"),
    path("my/enquiries/<uuid:key>/", own.enquiry, name="own-enquiry"),
    path("my/<uuid:key>/", own.detail, name="own"),
    path("my/<uuid:key>/declare/", own.declare, name="declare"),
    path("my/<uuid:key>/correct/", own.correct, name="correct"),
    path("my/<uuid:key>/ask/", own.ask, name="ask"),
]
