"""Who calls: nobody in particular, or a program with a token; sessions of browsers do not count here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from zhiwei.platform.accounts.requests import origin
from zhiwei.platform.accounts.viewer import ANONYMOUS, Viewer
from zhiwei.platform.api import tokens
from zhiwei.platform.api.models import ApiToken
from zhiwei.platform.api.problems import Problem

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="zhiwei"'}


@dataclass(frozen=True)
class Caller:
    """The viewer and, where one was shown, the token."""

    viewer: Viewer
    token: ApiToken | None = None

    def __bool__(self) -> bool:
        return True


class Anybody:
    """Takes everybody; a token that is shown must be good all the same, its role held today. Raises Problem."""

    def __call__(self, request: HttpRequest) -> Caller:
        word, _, text = request.headers.get("Authorization", "").partition(" ")
        if not word:
            caller = Caller(ANONYMOUS)
        else:
            token = tokens.find(text.strip()) if word.lower() == "bearer" else None
            seen = tokens.viewer_of(token, origin(request)) if token is not None else ANONYMOUS
            if token is None or not seen.grants:
                raise Problem("no-token", headers={"WWW-Authenticate": CHALLENGE["WWW-Authenticate"] + ', error="invalid_token"'})  # fmt: skip
            caller = Caller(seen, token)
        request.api_caller = caller  # type: ignore[attr-defined]  # known also where the scope is refused
        return caller


class Scoped(Anybody):
    """Takes only a token with a scope. Raises Problem."""

    openapi_security_schema: dict[str, Any] = {  # read by the library from the class
        "type": "http",
        "scheme": "bearer",
        "description": "A token made under /my/tokens/.",
    }

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller:
        caller = super().__call__(request)
        if caller.token is None:
            raise Problem("no-token", headers=CHALLENGE)
        if self.scope not in caller.token.scopes:
            zh, en = f"令牌没有权限 {self.scope}", f"the token lacks the scope {self.scope}"
            raise Problem("forbidden", zh, en)
        return caller


class Bearer(Scoped):
    """The name under which the description lists the scheme."""


def viewer(request: HttpRequest) -> Viewer:
    """The viewer of a request that came through."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller.viewer
