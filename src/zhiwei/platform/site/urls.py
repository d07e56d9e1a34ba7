"""The addresses of the platform; each room names its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("zhiwei.platform.kit.urls")),
    path("accounts/", include("zhiwei.platform.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("zhiwei.platform.subjects.urls")),
    path("", include("zhiwei.platform.decisions.urls")),
    path("", include("zhiwei.platform.ledger.urls")),
    path("", include("zhiwei.platform.services.urls")),
    path("", include("zhiwei.platform.registration.urls")),
    path("", include("zhiwei.platform.instruments.urls")),
    path("", include("zhiwei.platform.staff.urls")),
    path("", include("zhiwei.platform.training.urls")),
    path("", include("zhiwei.platform.experts.urls")),
    path("", include("zhiwei.platform.agencies.urls")),
    path("", include("zhiwei.platform.answers.urls")),
    path("", include("zhiwei.platform.cases.urls")),
    path("", include("zhiwei.platform.programmes.urls")),
    path("", include("zhiwei.platform.funds.urls")),
    path("", include("zhiwei.platform.audit.urls")),
    path("", include("zhiwei.platform.api.pages.urls")),
    path("", include("zhiwei.platform.bases.urls")),
    path("", include("zhiwei.platform.wheel.urls")),
    path("", include("zhiwei.platform.talent.urls")),
    path("", include("zhiwei.platform.office.urls")),
    path("", include("zhiwei.platform.portal.urls")),
    path("api/v1/", include("zhiwei.platform.api.urls")),
]
handler400 = "zhiwei.platform.kit.views.bad_request"
handler403 = "zhiwei.platform.kit.views.forbidden"
handler404 = "zhiwei.platform.kit.views.not_found"
handler500 = "zhiwei.platform.kit.views.server_error"
