"""`zhiwei demo --afresh` throws away what it made itself, and nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.cli.call import zhiwei


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "zhiwei.sqlite3"
    kept.write_bytes(b"an installation")
    called = zhiwei("demo", "--data", tmp_path, "--afresh", "--make-only")
    assert called.code == 1
    assert f"{tmp_path} is no demonstration's folder and was left alone" in called.err
    assert kept.read_bytes() == b"an installation"
