"""The sign-on's address and our name there, from the environment; read by the settings, so nothing of Django here."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

PROVIDER = "sign-on"
NAMES = ("ZHIWEI_OIDC_ISSUER", "ZHIWEI_OIDC_CLIENT_ID", "ZHIWEI_OIDC_SECRET")


def providers() -> dict[str, Any]:
    """The library's settings; empty where no sign-on is named. Raises ValueError where it is named in part."""
    issuer, client, secret = (os.environ.get(name, "").strip() for name in NAMES)
    if not (issuer or client or secret):
        return {}
    missing = [name for name, value in zip(NAMES, (issuer, client, secret), strict=True) if not value]
    if missing:
        raise ValueError(f"a sign-on needs {', '.join(NAMES)}; {', '.join(missing)} not given")
    app = {
        "provider_id": PROVIDER,
        "name": os.environ.get("ZHIWEI_OIDC_NAME", "").strip() or "统一身份认证",
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def origins() -> list[str]:
    """Where the log-in's form may lead: scheme and host of the issuer, for the policy of content; empty without one."""
    parts = urlsplit(os.environ.get(NAMES[0], "").strip())
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
