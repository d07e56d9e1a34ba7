"""The script at the root: set-up, stamps, what passes through it, and what it says when it cannot go on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.health.tree import ROOT

USAGE = "usage: ./dev COMMAND"


class Project:
    """A small project with a copy of the script, and locks that ask for nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / "the env"
        (root / "requirements").mkdir(parents=True)
        (root / "src" / "zhiwei").mkdir(parents=True)
        shutil.copy(ROOT / "dev", root / "dev")
        self.lock("base", "# nothing\n")
        self.lock("dev", "# nothing\n")
        (root / "src" / "zhiwei" / "__init__.py").touch()
        cli = "import sys\n\ndef main():\n    print(sys.argv[1:])\n    return 3\n"
        (root / "src" / "zhiwei" / "cli.py").write_text(cli, encoding="utf-8")

    def lock(self, name: str, text: str) -> None:
        (self.root / "requirements" / f"{name}.txt").write_text(text, encoding="utf-8")

    def dev(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PIP_NO_INDEX": "1", "ZHIWEI_VENV": str(self.venv), **more}
        environment.pop("PYTHONPATH", None)
        return subprocess.run(
            [sys.executable, self.root / "dev", *words],
            cwd=self.root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One with its environment set up, shared by the tests that leave it in order."""
    made = Project(tmp_path_factory.mktemp("project") / "a clone")
    done = made.dev("exec", "true")
    assert done.returncode == 0, done.stderr
    assert "Setting up Zhiwei" in done.stderr
    assert "The environment is ready" in done.stderr
    return made


@pytest.fixture
def bare(tmp_path: Path) -> Project:
    """One without an environment."""
    return Project(tmp_path / "a clone")


def test_a_later_start_says_nothing(project: Project) -> None:
    done = project.dev("exec", "python", "-c", "import zhiwei; print(zhiwei.__file__)")
    assert done.stdout == f"{project.root}/src/zhiwei/__init__.py\n"
    assert done.stderr == ""


def test_the_console_command_and_its_exit_code_pass_through(project: Project) -> None:
    done = project.dev("exec", "zhiwei", "law", "show", "a b")
    assert (done.stdout, done.stderr, done.returncode) == ("['law', 'show', 'a b']\n", "", 3)


def test_run_serves_the_demonstration_with_the_options_given(project: Project) -> None:
    done = project.dev("run", "--port", "8010")
    assert done.stdout == "['demo', '--port', '8010']\n"


def test_a_command_that_is_not_there(project: Project) -> None:
    done = project.dev("exec", "no-such-command")
    assert done.returncode == 127
    assert done.stderr == (
        "no-such-command: no such command here; ./dev setup adds the tools for tests and checks\n"
    )


def test_a_changed_lock_is_followed(project: Project) -> None:
    project.lock("base", "# nothing else\n")
    again = project.dev("exec", "true")
    assert "installing what Zhiwei needs to run" in again.stderr
    assert "Setting up" not in again.stderr
    assert project.dev("exec", "true").stderr == ""


def test_the_tools_for_tests_come_when_asked_for(project: Project) -> None:
    assert "installing what Zhiwei and its tests need" in project.dev("setup").stderr
    assert set(json.loads((project.venv / "zhiwei-stamp.json").read_text())) == {"base", "dev", "root"}


def test_spark_comes_when_asked_for_and_stays_in_step(bare: Project) -> None:
    bare.lock("spark", "# nothing\n")
    assert "installing Spark" in bare.dev("setup", "--spark").stderr
    assert set(json.loads((bare.venv / "zhiwei-stamp.json").read_text())) == {"base", "dev", "spark", "root"}
    bare.lock("dev", "# nothing else\n")
    bare.lock("spark", "# nothing else\n")
    assert "installing Spark" in bare.dev("setup").stderr
    assert bare.dev("setup", "--spark").stderr == f"{bare.venv} is in step with requirements/.\n"


def test_an_environment_made_by_hand_is_put_in_step_not_thrown_away(project: Project) -> None:
    (project.venv / "zhiwei-stamp.json").unlink()
    kept = project.venv / "kept"
    kept.touch()
    assert "The environment is ready" in project.dev("exec", "true").stderr
    assert kept.exists()


def test_an_install_that_fails_says_what_pip_said_and_is_tried_again(project: Project) -> None:
    good = (project.root / "requirements" / "base.txt").read_text()
    project.lock("base", "zhiwei-missing==1 \\\n    --hash=sha256:" + 64 * "0" + "\n")
    for _ in range(2):
        done = project.dev("exec", "true")
        assert done.returncode == 1
        assert "No matching distribution found for zhiwei-missing==1" in done.stderr
        assert done.stderr.rstrip().endswith("If it was the network, run the same command again later.")
    project.lock("base", good)


def test_a_set_up_that_was_broken_off_starts_anew(project: Project) -> None:
    (project.venv / "zhiwei-stamp.json").write_text('{"building": "yes"}')
    (project.venv / "half").touch()
    assert "creating the environment" in project.dev("exec", "true").stderr
    assert not (project.venv / "half").exists()


def test_a_folder_that_is_no_environment_is_left_alone(bare: Project) -> None:
    bare.venv.mkdir()
    (bare.venv / "thesis.txt").touch()
    done = bare.dev("exec", "true")
    assert done.returncode == 1
    assert done.stderr == (
        f"{bare.venv} is not a Python environment and is left alone. Move it away, or set ZHIWEI_VENV.\n"
    )
    assert (bare.venv / "thesis.txt").exists()


def test_a_python_without_ensurepip_is_told_what_to_install(bare: Project) -> None:
    hide = bare.root / "hide"
    hide.mkdir()
    (hide / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, bare.root / "dev", "exec", "true"],
        env={**os.environ, "ZHIWEI_VENV": str(bare.venv), "PYTHONPATH": str(hide)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "comes without the standard module `ensurepip`" in done.stderr
    assert f"apt install python{sys.version_info.major}.{sys.version_info.minor}-venv" in done.stderr


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["tset"], "./dev: no command 'tset'"),
        (["exec"], "./dev: exec needs a command"),
        (["setup", "spark"], "./dev: setup takes only --spark"),
        (["lint", "src"], "./dev: unexpected: src"),
        (["test", "-x"], "./dev: test takes only --all; for single tests: ./dev exec pytest tests/engine"),
    ],
)
def test_wrong_usage(bare: Project, words: list[str], wrong: str) -> None:
    done = bare.dev(*words)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{wrong}\n\n{USAGE}")
    assert not bare.venv.exists()


@pytest.mark.parametrize("words", [[], ["--help"], ["help"]])
def test_usage_on_request(bare: Project, words: list[str]) -> None:
    done = bare.dev(*words)
    assert done.returncode == 0
    assert done.stdout.startswith(USAGE)
