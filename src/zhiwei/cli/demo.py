"""`zhiwei demo`: the platform with a made-up province, made on first use, on this machine only."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

DEFAULT = Path("out") / "demo"
MARK = "demonstration"
"""A file in the folder of a demonstration: only a folder that has it is ever thrown away."""


@click.command(name="demo")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes; one for each core by default.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT,
    show_default=True,
    help="Folder of the demonstration.",
)
@click.option(
    "--subjects", type=click.IntRange(min=2_000), default=20_000, show_default=True, help="Firms to make."
)
@click.option("--afresh", is_flag=True, help="Throw the demonstration in the folder away and make it again.")
@click.option("--make-only", is_flag=True, help="Make it and stop, without serving.")
def demo(
    host: str, port: int, workers: int | None, data: Path, subjects: int, afresh: bool, make_only: bool
) -> None:
    """The platform with a made-up province: twenty thousand firms, decisions of counties, log-ins for every role."""
    from zhiwei.cli.operations.start import migrate, set_up, stop
    from zhiwei.cli.serve import prepare, require_free, run

    if not make_only:
        require_free(host, port)
    if afresh and data.exists():
        if not (data / MARK).is_file():
            stop(
                f"{data} 不是演示的文件夹，没有删除；--afresh 只重做 zhiwei demo 生成的文件夹。",
                f"{data} is no demonstration's folder and was left alone; --afresh remakes what zhiwei demo made.",
            )
        shutil.rmtree(data)
    os.environ["ZHIWEI_DEMO"] = "1"
    set_up(data)
    migrate()
    from zhiwei.platform.demo import build

    if not build.present():
        if not build.empty():
            stop(
                f"{data} 中已有别的数据；演示要用单独的文件夹（--data）。",
                f"{data} holds other data; give the demonstration a folder of its own (--data).",
            )
        click.echo(
            "正在生成演示省份（只在第一次）…  Making the demonstration province, this once …", err=True
        )
        (data / MARK).touch()
        build.build(lambda text: click.echo(f"  {text}", err=True), subjects)
    _say_log_ins(host, port)
    if not make_only:
        prepare(migrating=False)
        run(host, port, workers or os.cpu_count() or 1, jobs=True)


def _say_log_ins(host: str, port: int) -> None:
    from zhiwei.platform.demo.people import PASSWORD, log_ins

    click.echo(f"演示登录（一键）  http://{host}:{port}/accounts/demo/")
    click.echo(f"或用户名加密码 {PASSWORD}：")
    for username, name, role in log_ins():
        click.echo(f"  {username:<13} {name}，{role}")
