"""What is said where Spark or Java is wanting, and what a local cluster is made of."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from zhiwei.population.defects import InputDefects
from zhiwei.population.spark import session as sessions


def fake_java(folder: Path, says: str) -> None:
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("says", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('openjdk version "21" 2023-09-19', 21),
        ('java version "1.8.0_432"', 1),
        ("this is no Java", None),
    ],
)
def test_java_tells_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, version: int | None
) -> None:
    fake_java(tmp_path, says)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert sessions.java_version() == version


def test_a_machine_without_spark_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InputDefects) as caught:
        sessions.require()
    (defect,) = caught.value.defects
    assert defect.describe("en") == (
        "Spark: pyspark, pyarrow, pandas not installed. Run ./dev setup --spark, or install zhiwei[spark]."
    )


@pytest.mark.parametrize(
    ("says", "zh", "en"),
    [
        (None, "找不到 Java", "there is no Java"),
        ('openjdk version "11.0.2"', "Java 11 太旧", "Java 11 is too old"),
    ],
)
def test_a_machine_without_java_is_told_which_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str | None, zh: str, en: str
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if says is not None:
        fake_java(tmp_path, says)
    with pytest.raises(InputDefects) as caught:
        sessions.require()
    (defect,) = caught.value.defects
    assert defect.problem.code == "no_java"
    assert (defect.problem.zh, defect.problem.en) == (zh, en)
    assert (
        defect.problem.remedy_en
        == "install Java 17 or newer (Debian: default-jre-headless), or set JAVA_HOME"
    )


def test_a_local_cluster_stays_on_this_machine(spark_session: Any) -> None:
    settings = dict(spark_session.sparkContext.getConf().getAll())
    assert settings["spark.master"] == "local[2]"
    assert settings["spark.driver.host"] == settings["spark.driver.bindAddress"] == "127.0.0.1"
    assert settings["spark.ui.enabled"] == "false"


def test_a_session_that_was_there_is_used_and_left_running(spark_session: Any) -> None:
    with sessions.session("local[1]") as again:
        assert again is spark_session
    assert spark_session.range(3).count() == 3
