"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.decisions.views import acts, compare, office, preview, public

app_name = "decisions"
urlpatterns = [
    path("decisions/", public.register, name="register"),
    path("decisions/matrix/", public.board, name="matrix"),
    path("decisions/compare/", compare.page, name="compare"),
    path("decisions/<uuid:key>/", public.detail, name="detail"),
    path("decisions/<uuid:key>/scan/", public.scan, name="scan"),
    path("office/decisions/", office.work, name="office-list"),
    path("office/decisions/new/", office.choose, name="office-new"),
    path("office/decisions/new/<str:sentence>/", office.new, name="office-new-for"),
    path("office/decisions/<uuid:key>/", office.detail, name="office-detail"),
    path("office/decisions/<uuid:key>/edit/", office.edit, name="office-edit"),
    path("office/decisions/<uuid:key>/scan/", office.scan, name="office-scan"),
    path("office/decisions/<uuid:key>/submit/", acts.submit, name="submit"),
    path("office/decisions/<uuid:key>/approve/", acts.approve, name="approve"),
    path("office/decisions/<uuid:key>/return/", acts.return_, name="return"),
    path("office/decisions/<uuid:key>/withdraw/", acts.withdraw, name="withdraw"),
    path("office/decisions/<uuid:key>/end/", acts.propose_end, name="propose-end"),
    path("office/decisions/<uuid:key>/end/<uuid:which>/agree/", acts.agree_end, name="agree-end"),
    path("office/decisions/<uuid:key>/end/<uuid:which>/drop/", acts.drop_end, name="drop-end"),
    path("office/decisions/<uuid:key>/preview/", preview.start, name="preview"),
    path("office/decisions/<uuid:key>/preview/<uuid:which>/", preview.show, name="preview-show"),
]
