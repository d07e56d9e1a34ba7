"""The platform under steady load: answer page and API, half of the questions never asked before, SQLite and PostgreSQL.

`zhiwei serve` with the demonstration province; requests leave at fixed times whether or not earlier ones came back (open
loop), and each one's time counts from when it was due. ZHIWEI_BENCH_RATE requests a second (50) for ZHIWEI_BENCH_SECONDS
(60), ZHIWEI_BENCH_SUBJECTS firms (20,000), ZHIWEI_BENCH_DATABASES of sqlite,postgresql; results go to
benchmarks/results/web.json.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from benchmarks.machine import machine
from tests.postgres import server, server_programs

RATE = int(os.environ.get("ZHIWEI_BENCH_RATE", "50"))
SECONDS = int(os.environ.get("ZHIWEI_BENCH_SECONDS", "60"))
SUBJECTS = int(os.environ.get("ZHIWEI_BENCH_SUBJECTS", "20000"))
DATABASES = os.environ.get("ZHIWEI_BENCH_DATABASES", "sqlite,postgresql").split(",")
WARM = 5
"""Seconds at the same rate before the clock runs."""
HOLD = {"api": 50.0, "page": 150.0}
"""Milliseconds that the 95th percentile is to stay under."""
KNOWN = 20
"""Questions that come again and again."""
RESULTS = Path(__file__).parent / "results" / "web.json"
DIVISIONS = ("330106", "330105", "330212", "330302", "330402", "330782", "331002")
INDUSTRIES = ("1810", "1751", "2130", "6510", "5161", "5281", "4700", "0111", "6210", "8011")


@dataclass(frozen=True)
class Asked:
    """One request, ready to be sent."""

    kind: str
    content: bytes


@dataclass(frozen=True)
class Came:
    """How one request ended: its status, 0 for none, and milliseconds since it was due."""

    kind: str
    status: int
    ms: float


def facts(chance: random.Random) -> dict[str, Any]:
    """A firm that nobody asked about before: numbers drawn from ranges of millions."""
    found: dict[str, Any] = {
        "legal_form": "limited_company",
        "industry_code": chance.choice(INDUSTRIES),
        "industry_edition": "2011",
        "division": chance.choice(DIVISIONS),
        "employees": chance.randrange(1, 400),
        "revenue": f"{chance.randrange(10_000_000_000) / 100:.2f}",
        "taxable_income": f"{chance.randrange(20_000_000) / 100:.2f}",
        "average_total_assets": f"{chance.randrange(5_000_000_000) / 100:.2f}",
        "average_employees": chance.randrange(1, 120),
        "founded_on": f"{chance.randrange(1995, 2013)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
    }
    for name in chance.sample(sorted(found), chance.randrange(4)):
        del found[name]  # visitors do not know everything
    return found


def request(kind: str, known: dict[str, Any], day: str, host: str) -> Asked:
    """The bytes of a request for the answer page or of the interface."""
    if kind == "page":
        head = f"GET /answer/?{urlencode({**known, 'as_of': day})} HTTP/1.1\r\nHost: {host}\r\n\r\n"
        return Asked(kind, head.encode())
    body = json.dumps({"facts": known, "as_of": day}).encode()
    head = f"POST /api/v1/answer HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    return Asked(kind, f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)


def requests(count: int, host: str, seed: int) -> Iterator[Asked]:
    """Pages and interface in turn; of each kind every other question is new."""
    chance = random.Random(seed)
    again = random.Random(1)
    old = [(facts(again), f"{again.randrange(2012, 2016)}-12-31") for _ in range(KNOWN)]
    for number in range(count):
        kind = "page" if number % 2 else "api"
        new = number // 2 % 2
        known, day = (facts(chance), f"{chance.randrange(2012, 2016)}-12-31") if new else chance.choice(old)
        yield request(kind, known, day, host)


class Lines:
    """Connections that are kept open and used by one request at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def send(self, asked: Asked) -> int:
        """The status of the reply, after all of it came."""
        line = (
            self.idle.pop()
            if self.idle
            else await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        )
        reader, writer = line
        writer.write(asked.content)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        length = next(
            (int(h.partition(":")[2]) for h in head.split("\r\n") if h.startswith("content-length:")), None
        )
        if length is not None:
            await reader.readexactly(length)
        else:
            while size := int((await reader.readline()).strip() or b"0", 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        self.idle.append(line)
        return status


async def drive(port: int, asked: list[Asked]) -> list[Came]:
    """Send each when it is due."""
    lines, began = Lines(port), time.perf_counter()

    async def one(number: int, what: Asked) -> Came:
        due = began + number / RATE
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        try:
            status = await asyncio.wait_for(lines.send(what), 30)
        except (OSError, ValueError, asyncio.IncompleteReadError, TimeoutError):
            status = 0
        return Came(what.kind, status, (time.perf_counter() - due) * 1000)

    found = await asyncio.gather(*(one(number, what) for number, what in enumerate(asked)))
    for _, writer in lines.idle:
        writer.close()
    return list(found)


def figures(came: list[Came], kind: str) -> dict[str, Any]:
    """Percentiles and errors of a kind."""
    own = [one for one in came if one.kind == kind]
    times = sorted(one.ms for one in own)
    errors: dict[str, int] = {}
    for one in own:
        if one.status != 200:
            errors[str(one.status)] = errors.get(str(one.status), 0) + 1
    at = {
        f"p{share}": round(times[min(len(times) - 1, len(times) * share // 100)], 1) for share in (50, 95, 99)
    }
    return {"requests": len(own), **at, "max": round(times[-1], 1), "errors": errors}


@contextmanager
def serving(folder: Path, database: str) -> Iterator[int]:
    """The demonstration served; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    environment = {
        **os.environ, "ZHIWEI_DATA": str(folder), "ZHIWEI_DEMO": "1", "ZHIWEI_API_RATE_ANONYMOUS": "0",
    }  # fmt: skip
    environment |= {"ZHIWEI_DATABASE_URL": database} if database else {}
    program = [sys.executable, "-m", "zhiwei"]
    began = time.perf_counter()
    making = [*program, "demo", "--data", str(folder), "--subjects", str(SUBJECTS), "--make-only"]
    subprocess.run(making, env=environment, check=True, capture_output=True)
    print(f"  {SUBJECTS:,} firms made in {time.perf_counter() - began:.0f} s", flush=True)
    process = subprocess.Popen(
        [*program, "serve", "--port", str(port), "--migrate"], env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        if not any("知微 Zhiwei" in line for line in process.stdout):
            raise RuntimeError("the server did not start")
        yield port
    finally:
        process.terminate()
        process.communicate()


def measure(folder: Path, database: str) -> dict[str, Any]:
    """Load one installation and tell."""
    with serving(folder, database) as port:
        host = f"127.0.0.1:{port}"
        asyncio.run(drive(port, list(requests(RATE * WARM, host, 7))))
        came = asyncio.run(drive(port, list(requests(RATE * SECONDS, host, 2012))))
    found = {kind: figures(came, kind) for kind in HOLD}
    for kind, one in found.items():
        held = (
            "held" if one["p95"] <= HOLD[kind] and not one["errors"] else f"NOT HELD (p95 ≤ {HOLD[kind]:.0f})"
        )
        print(
            f"  {kind:<4} {one['requests']:,} requests: p50 {one['p50']} ms, p95 {one['p95']} ms, p99 {one['p99']} ms, "
            f"max {one['max']} ms, errors {one['errors'] or 'none'}; {held}",
            flush=True,
        )
    return found


def main() -> None:
    """Print and keep the measurements."""
    results: dict[str, Any] = {}
    with TemporaryDirectory(prefix="zhiwei-web-") as name:
        for vendor in DATABASES:
            print(f"{vendor}: {RATE} requests/s for {SECONDS} s", flush=True)
            folder = Path(name) / vendor
            if vendor == "sqlite":
                results[vendor] = measure(folder, "")
                continue
            programs = server_programs()
            if programs is None:
                print("  NOT RUN (no PostgreSQL on this machine)")
                continue
            with server(programs, Path(name)) as place:
                results[vendor] = measure(folder, f"postgresql://zhiwei@/postgres?host={place}")
    told = {
        "machine": machine(),
        "rate": RATE,
        "seconds": SECONDS,
        "subjects": SUBJECTS,
        "databases": results,
    }
    RESULTS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
