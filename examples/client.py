"""Asks a Zhiwei server what a firm is entitled to; needs Python's standard library only.

python examples/client.py http://127.0.0.1:8000 examples/firm.json 2012-12-31
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Refusal(Exception):
    """The server said no; ``problem`` holds its reasons (RFC 9457)."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem["detail"])
        self.problem = problem

    def lines(self) -> list[str]:
        """One line for each defect: where it stands and what is wrong."""
        return [f"{one['pointer']}: {one['en']}" for one in self.problem.get("errors", ())] or [str(self)]


class Client:
    """A server, and a token where non-public data are asked for."""

    def __init__(self, server: str, token: str = "", lang: str = "en") -> None:
        self.base = server.rstrip("/") + "/api/v1"
        self.headers = {"Accept-Language": lang, "Content-Type": "application/json"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        self._kept: dict[str, tuple[str, Any]] = {}

    def get(self, path: str) -> Any:
        """Data of an address; law data are asked for again only if they changed."""
        etag, content = self._kept.get(path, ("", None))
        headers = {"If-None-Match": etag} if etag else {}
        status, found, new = self._call(path, None, headers)
        if status == 304:
            return content
        if new:
            self._kept[path] = new, found
        return found

    def post(self, path: str, content: Any) -> Any:
        """The answer to a question."""
        return self._call(path, json.dumps(content).encode(), {})[1]

    def every(self, path: str) -> Iterator[Any]:
        """The items of a list, page after page."""
        following: str | None = path
        while following:
            page = self.get(following)
            yield from page["items"]
            following = (page["next"] or "").removeprefix("/api/v1") or None

    def _call(self, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, Any, str]:
        request = urllib.request.Request(self.base + path, body, {**self.headers, **headers})
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.load(response), response.headers.get("ETag", "")
        except urllib.error.HTTPError as error:
            if error.code == 304:
                return 304, None, ""
            raise Refusal(json.load(error)) from None


def main(server: str, facts: str, as_of: str) -> int:
    """Print every measure with its verdict and amount."""
    client = Client(server)
    question = {**json.loads(Path(facts).read_text(encoding="utf-8")), "as_of": as_of}
    try:
        answer = client.post("/answer", question)
    except Refusal as refusal:
        print("\n".join(refusal.lines()), file=sys.stderr)
        return 1
    for measure in answer["measures"]:
        amount = (measure["amount"] or {}).get("value", "")
        print(f"{measure['id']:<22} {measure['verdict']:<18} {amount:>12}  {measure['en']}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
