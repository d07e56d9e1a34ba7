"""Addresses of the room."""

from __future__ import annotations

from django.conf import settings
from django.urls import path
from django.views.i18n import set_language

from zhiwei.platform.kit import health, views
from zhiwei.platform.kit.jobs import views as job_views

app_name = "kit"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("elder/", views.elder, name="elder"),
    path("jobs/<uuid:key>/", job_views.job, name="job"),
    path("jobs/<uuid:key>/stop/", job_views.stop, name="job-stop"),
    path("language/", set_language, name="language"),
]
if settings.DEBUG:
    from zhiwei.platform.kit.styleguide import styleguide

    urlpatterns.append(path("styleguide/", styleguide))
