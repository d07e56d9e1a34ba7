"""Addresses of the pages."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.api.pages import tokens, webhooks

app_name = "api_pages"
urlpatterns = [
    path("my/tokens/", tokens.tokens, name="tokens"),
    path("my/tokens/<uuid:token>/revoke/", tokens.revoke, name="revoke"),
    path("my/webhooks/", webhooks.hooks, name="webhooks"),
    path("my/webhooks/<uuid:webhook>/", webhooks.hook, name="webhook"),
    path("my/webhooks/<uuid:webhook>/ping/", webhooks.ping, name="ping"),
    path("my/webhooks/<uuid:webhook>/stop/", webhooks.stop, name="stop"),
]
