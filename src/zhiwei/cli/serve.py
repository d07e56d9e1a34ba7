"""`zhiwei serve`: the platform on an address, its processes and its jobs."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import time
from pathlib import Path

import click

from zhiwei.cli.operations.children import Child, stop_all, watch
from zhiwei.cli.operations.start import migrate, python_module, require_current, set_up, stop

ENTRY = "zhiwei.cli.operations.entry:application"
PATIENCE = 60.0
"""Seconds in which the first answer must come."""


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes; one for each core by default.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the installation.")
@click.option(
    "--migrate", "migrating", is_flag=True, help="Bring the database into this version's form first."
)
@click.option("--no-jobs", is_flag=True, help="Without the process that does background jobs.")
def serve(
    host: str, port: int, workers: int | None, data: Path | None, migrating: bool, no_jobs: bool
) -> None:
    """Serve the platform. Settings come from the environment: see docs/install.md."""
    set_up(data)
    require_free(host, port)
    prepare(migrating)
    run(host, port, workers or os.cpu_count() or 1, jobs=not no_jobs)


def prepare(migrating: bool) -> None:
    """Check the database's form, or bring it there; lay out static files, index the law, tell of a changed one."""
    from zhiwei.cli.operations import static

    if migrating:
        migrate()
    else:
        require_current()
    from zhiwei.platform.portal import search_index

    static.lay_out()
    search_index.ensure()
    _tell_of_law()


def run(host: str, port: int, workers: int, *, jobs: bool) -> None:
    """Start the processes, say the address, and stay until a signal comes or the server falls over."""
    web = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    web += [
        "--blocking-threads",
        "2",
        "--no-ws",
        "--http",
        "1",
        "--log-level",
        "warning",
        "--respawn-failed-workers",
    ]
    children = [Child("web", python_module(*web, ENTRY))]
    if jobs:
        from zhiwei.platform.kit.jobs import command

        children.append(Child("jobs", command(), lasting=True))
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    try:
        for child in children:
            child.start()
        if _answers(host, port, children[0], stopping):
            noted = f"{workers} 个服务进程" + ("，1 个任务进程" if jobs else "")
            click.echo(f"知微 Zhiwei  http://{_shown(host)}:{port}/  （{noted}；Ctrl-C 停止）")
        fallen = watch(children, stopping)
    finally:
        stop_all(children)
    if fallen is not None:
        stop("服务进程意外结束，原因见上。", "The server ended by itself; the reason stands above.")
    click.echo("已停止。")


def require_free(host: str, port: int) -> None:
    """End the command where the address is taken or is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            stop(
                f"不能使用 {host}:{port}（{error.strerror}）：可能已有程序在用。用 --port 换一个端口。",
                f"{host}:{port} cannot be used ({error.strerror}); another program may hold it. Try --port.",
            )


def _answers(host: str, port: int, web: Child, stopping: list[int]) -> bool:
    """Wait for the first answer; False where the server ended or a signal came before."""
    limit = time.monotonic() + PATIENCE
    while web.running and not stopping and time.monotonic() < limit:
        line = http.client.HTTPConnection(_shown(host).strip("[]"), port, timeout=5)
        try:
            line.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
            if line.getresponse().status < http.client.INTERNAL_SERVER_ERROR:
                return True
        except OSError:
            time.sleep(0.1)
        finally:
            line.close()
    return False


def _shown(host: str) -> str:
    """The host as a visitor on this machine writes it."""
    if host in ("0.0.0.0", "::"):  # what was asked for
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _tell_of_law() -> None:
    """Where the rulebook is another than at the last start, those who asked for it are told."""
    from zhiwei.platform.api.webhooks import events, posting

    if events.announce_law() or events.listened():
        posting.ask_to_post()
