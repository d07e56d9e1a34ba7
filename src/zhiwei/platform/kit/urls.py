"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.kit import views

app_name = "kit"
urlpatterns = [path("healthz", views.healthz, name="healthz"), path("readyz", views.readyz, name="readyz")]
