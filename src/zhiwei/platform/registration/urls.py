"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.registration.views import filling, firms, items, office, own, public

app_name = "registration"
urlpatterns = [
    path("registration/", public.home, name="public"),
    path("registration/pilots/", public.pilots, name="pilots"),
    path("approvals/", items.listed, name="lists"),
    path("approvals/<uuid:key>/", items.detail, name="list"),
    path("my/registration/", own.home, name="home"),
    path("my/registration/<uuid:key>/", own.detail, name="own"),
    path("my/registration/<uuid:key>/do/<slug:transition>/", own.step, name="own-step"),
    path("my/<uuid:key>/registration/", firms.own, name="firm"),
    path("registration/filings/<uuid:key>/entry/<int:number>/", filling.entry, name="entry"),
    path("registration/filings/<uuid:key>/entries/", filling.entries, name="entries"),
    path("registration/filings/<uuid:key>/contribute/<int:number>/", filling.contribute, name="contribute"),
    path("registration/filings/<uuid:key>/drop/<uuid:which>/", filling.drop, name="drop"),
    path("registration/filings/<uuid:key>/paid/", filling.paid, name="paid"),
    path("registration/filings/<uuid:key>/party/", filling.party, name="party"),
    path("registration/filings/<uuid:key>/paper/", filling.paper, name="paper"),
    path("registration/filings/<uuid:key>/paper/<uuid:which>/", filling.document, name="document"),
    path("registration/filings/<uuid:key>/told/", filling.told, name="told"),
    path("registration/filings/<uuid:key>/submit/", filling.submit, name="submit"),
    path("office/registration/", office.home, name="office"),
    path("office/registration/new/", office.new, name="office-new"),
    path("office/registration/risks/", office.risks, name="risks"),
    path("office/registration/pilots/", office.pilots, name="office-pilots"),
    path("office/registration/firms/<uuid:key>/", firms.office, name="office-firm"),
    path("office/registration/lists/", items.office, name="office-lists"),
    path("office/registration/lists/<uuid:key>/", items.office_one, name="office-list"),
    path("office/registration/lists/<uuid:key>/publish/", items.publish, name="publish"),
    path("office/registration/lists/<uuid:key>/drop/<int:which>/", items.drop, name="drop-item"),
    path("office/registration/<uuid:key>/", office.detail, name="office-filing"),
    path("office/registration/<uuid:key>/do/<slug:transition>/", office.step, name="office-step"),
]
