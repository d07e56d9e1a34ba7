"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.wheel.views import office, public

app_name = "wheel"
urlpatterns = [
    path("wheel/", public.wheel, name="wheel"),
    path("wheel/proof/<uuid:key>/", public.proof, name="proof"),
    path("wheel/<slug:name>/<int:year>/<str:division>/", public.detail, name="duty"),
    path("office/wheel/", office.work, name="work"),
    path("office/wheel/entries/<uuid:key>/revoke/", office.revoke, name="revoke"),
    path("office/wheel/<slug:name>/<int:year>/<str:division>/", office.detail, name="office-duty"),
]
