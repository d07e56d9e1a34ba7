"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.answers.views import check, receipts

app_name = "answers"
urlpatterns = [
    path("subjects/<uuid:key>/receipts/", receipts.listed, name="receipts"),
    path("receipts/<uuid:key>/", receipts.detail, name="receipt"),
    path("receipts/<uuid:key>/rerun/", receipts.rerun, name="rerun"),
    path("receipts/<uuid:key>/notice/", receipts.make_notice, name="make-notice"),
    path("receipts/<uuid:key>/notice/<uuid:which>.pdf", receipts.notice, name="notice"),
    path("receipts/<uuid:key>/notice/<uuid:which>.sig", receipts.signature, name="signature"),
    path("check/", check.start, name="check-start"),
    path("check/key.pem", check.key, name="check-key"),
    path("check/<uuid:key>/", check.code, name="check"),
]
