"""A sign-on of the tests' own on this machine: OpenID Connect with one person, who always agrees."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "zhiwei", "s3cret"


class Issuer(ThreadingHTTPServer):
    """Knows one person by his claims; ``asked`` keeps what the authorisation address was asked."""

    def __init__(self, claims: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.claims = claims
        self.asked: list[dict[str, str]] = []
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """The five addresses of a sign-on."""

    server: Issuer

    def do_GET(self) -> None:
        """Configuration, authorisation, keys and user information."""
        parts = urlsplit(self.path)
        base = self.server.address
        if parts.path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            names["userinfo_endpoint"] = "person"
            self._json({"issuer": base} | {name: f"{base}/{path}" for name, path in names.items()})
        elif parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.server.asked.append(asked)
            self.send_response(302)
            back = urlencode({"code": "once", "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif parts.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self._json({"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]})
        elif self.headers["Authorization"] == "Bearer access":
            self._json(self.server.claims)
        else:
            self.send_error(401)

    def do_POST(self) -> None:
        """The token for the code, if the client knows its secret."""
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if (
            sent.get("client_secret") != [SECRET]
            or sent.get("code") != ["once"]
            or "code_verifier" not in sent
        ):
            self.send_error(400)
            return
        now = int(time.time())
        said = {
            "iss": self.server.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "sub": self.server.claims["sub"],
        }
        token = jwt.encode(said, self.server.key, "RS256", headers={"kid": "1"})
        self._json({"access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    def _json(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the library's name
        """Nothing on the screen."""


@contextmanager
def issuer(claims: dict[str, Any]) -> Iterator[Issuer]:
    """The sign-on, running."""
    server = Issuer(claims)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
