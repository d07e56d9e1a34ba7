"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.staff import views

app_name = "staff"
urlpatterns = [
    path("staff/", views.places, name="places"),
    path("office/staff/", views.office, name="office"),
    path("office/staff/<uuid:key>/", views.office_firm, name="office-firm"),
    path("my/staff/<uuid:key>/", views.own, name="own"),
]
