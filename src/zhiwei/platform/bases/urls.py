"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.bases.clusters import views as clusters
from zhiwei.platform.bases.design import views as design
from zhiwei.platform.bases.land import views as land
from zhiwei.platform.bases.relief import views as relief
from zhiwei.platform.bases.rewards import views as rewards
from zhiwei.platform.bases.views import office, public, registers

app_name = "bases"
urlpatterns = [
    path("bases/", public.listed, name="list"),
    path("bases/programme/", public.programme, name="programme"),
    path("bases/land/", land.public, name="land"),
    path("bases/clusters/", clusters.listed, name="clusters"),
    path("bases/clusters/<uuid:key>/", clusters.one, name="cluster"),
    path("bases/rewards/", rewards.public, name="rewards"),
    path("bases/design/", design.public, name="design"),
    path("bases/<uuid:key>/", public.detail, name="public"),
    path("bases/<uuid:key>/apply/", public.apply, name="apply"),
    path("my/<uuid:key>/base/", registers.own, name="own"),
    path("my/<uuid:key>/places/", clusters.own_places, name="own-places"),
    path("my/<uuid:key>/land/", land.own, name="own-land"),
    path("my/<uuid:key>/design/", design.own, name="own-design"),
    path("bases/residents/<uuid:which>/", registers.leave, name="leave"),
    path("bases/graduates/<uuid:which>/", registers.unmake, name="unmake"),
    path("bases/members/<uuid:which>/", clusters.member, name="member"),
    path("bases/chains/<uuid:which>/", clusters.unlink, name="unlink"),
    path("bases/land/requests/<uuid:which>/", land.withdraw, name="withdraw-land"),
    path("bases/land/allocations/<uuid:which>/", land.strike, name="strike-land"),
    path("office/bases/", office.listed, name="office-list"),
    path("office/bases/rounds/", office.rounds, name="rounds"),
    path("office/bases/rounds/<uuid:key>/", office.one_round, name="round"),
    path("office/bases/rounds/<uuid:key>/rank/", office.rank, name="rank"),
    path("office/bases/rounds/<uuid:key>/experts/", office.experts, name="experts"),
    path("office/bases/clusters/", clusters.office, name="clusters-office"),
    path("office/bases/land/", land.office, name="land-office"),
    path("office/bases/land/<uuid:key>/", land.source, name="land-source"),
    path("office/bases/land/<str:division>/<int:year>/publish/", land.publish, name="publish-land"),
    path("office/bases/rewards/", rewards.office, name="rewards-office"),
    path("office/bases/rewards/open/", rewards.open_due, name="rewards-open"),
    path("office/bases/taxes/", rewards.taxes, name="taxes"),
    path("office/bases/taxes/<uuid:which>/", rewards.strike, name="strike-tax"),
    path("office/bases/relief/", relief.office, name="relief"),
    path("office/bases/recognitions/<uuid:which>/", relief.strike, name="strike-recognition"),
    path("office/bases/design/", design.office, name="design-office"),
    path("office/bases/design/publish/", design.publish, name="publish-design"),
    path("office/bases/design/<uuid:key>/", design.one, name="design-one"),
    path("office/bases/<uuid:key>/", registers.office, name="office"),
    path("office/bases/<uuid:key>/recognitions/", relief.recognise, name="recognise"),
    path("office/subjects/<uuid:key>/places/", clusters.office_places, name="office-places"),
]
