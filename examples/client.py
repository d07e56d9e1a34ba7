"""Asks a Zhiwei server what a firm is entitled to; needs Python's standard library only.

python examples/client.py http://127.0.0.1:8000 examples/firm.json 2012-12-31
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
import uuid
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

    def post(self, path: str, content: Any, **headers: str) -> Any:
        """The answer to a question, or what an act made; names of headers have underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._call(path, json.dumps(content).encode(), named)[1]

    def hand_in(self, file: Path) -> str:
        """Hand a document in ahead of an application; the id under which the application names it."""
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n'
        body = head.encode() + file.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        found = self._call("/files", body, {"Content-Type": f"multipart/form-data; boundary={mark}"})[1]
        return str(found["id"])

    def apply(
        self, matter: str, subject: str, response: dict[str, Any], documents: dict[str, Path], key: str
    ) -> Any:
        """File an application for a firm; the same key again gives the same application."""
        every = self.get("/common-grants/opportunities")["items"]
        found = next(one for one in every if one["customFields"]["matter"]["value"] == matter)
        competition = found["competitions"][0]
        (form,) = competition["forms"]["forms"]
        content = {
            "competitionId": competition["id"],
            "subject": subject,
            "formResponses": {form: {"response": response}},
            "documents": {name: self.hand_in(file) for name, file in documents.items()},
        }
        return self.post("/common-grants/applications", content, Idempotency_Key=key)["data"]

    def withdraw(self, application: Any) -> Any:
        """Take an application back that is still as it was read."""
        path = f"/common-grants/applications/{application['id']}/withdraw"
        revision = application["customFields"]["revision"]["value"]
        return self.post(path, {"revision": revision})["data"]

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
