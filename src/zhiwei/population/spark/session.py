"""A Spark session for the law: a local cluster on this machine, or the cluster behind a master's address."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from zhiwei.population.defects import Problem, refuse

LOCAL = "local[2]"
"""A local cluster with two workers."""
OLDEST_JAVA = 17
PLACE = "Spark"
"""Where what is wanting here is said to be wanting."""
BATCH_ROWS = 50_000
"""Rows in an Arrow batch, as many as the kernel takes well: Spark's own default is 10,000."""
_VERSION = re.compile(r'version "(\d+)')
_SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH_ROWS),
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
}
_LOCAL_SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "16",
}


@contextmanager
def session(master: str = LOCAL) -> Iterator[Any]:
    """A ``SparkSession`` on a master, stopped at the end unless there was one before.

    A local cluster listens on the loopback address only and runs its workers with this Python. Raises InputDefects
    where Spark or Java is not to be had or the master is not reached.
    """
    require()
    from pyspark.sql import SparkSession

    before = SparkSession.getActiveSession()
    if before is not None:
        yield before
        return
    settings = {**_SETTINGS, "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower()}
    if master.startswith("local"):
        settings |= _LOCAL_SETTINGS
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", _LOCAL_SETTINGS["spark.driver.host"])
    builder = SparkSession.builder.master(master).appName("zhiwei")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except Exception as error:  # Py4J hands over whatever the cluster's side raised
        raise refuse(_unreachable(str(error)), file=f"{PLACE} {master}") from error
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def require() -> None:
    """Raises InputDefects unless PySpark, with what it needs, and a Java that is new enough are there."""
    wanting = [name for name in ("pyspark", "pyarrow", "pandas") if importlib.util.find_spec(name) is None]
    if wanting:
        raise refuse(_not_installed(wanting), file=PLACE)
    version = java_version()
    if version is None or version < OLDEST_JAVA:
        raise refuse(_no_java(version), file=PLACE)


def java_version() -> int | None:
    """The feature version of the Java that Spark would start (17, 21); None where there is none."""
    home = os.environ.get("JAVA_HOME")
    program = os.path.join(home, "bin", "java") if home else "java"  # noqa: PTH118
    try:
        said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    found = _VERSION.search(said.stderr + said.stdout)
    return int(found[1]) if found else None


def _not_installed(wanting: list[str]) -> Problem:
    return Problem(
        "no_spark",
        f"没有安装{'、'.join(wanting)}",
        f"{', '.join(wanting)} not installed",
        "运行 ./dev setup --spark，或安装 zhiwei[spark]",
        "run ./dev setup --spark, or install zhiwei[spark]",
    )


def _no_java(version: int | None) -> Problem:
    return Problem(
        "no_java",
        "找不到 Java" if version is None else f"Java {version} 太旧",
        "there is no Java" if version is None else f"Java {version} is too old",
        f"安装 Java {OLDEST_JAVA} 或更新版本（Debian：default-jre-headless），或设置 JAVA_HOME",
        f"install Java {OLDEST_JAVA} or newer (Debian: default-jre-headless), or set JAVA_HOME",
    )


def _unreachable(said: str) -> Problem:
    first = next(iter(said.strip().splitlines()), "")
    return Problem(
        "no_cluster",
        f"无法启动：{first}",
        f"cannot be started: {first}",
        "检查 --spark-master；本机用 local[2]",
        "check --spark-master; local[2] is this machine",
    )
