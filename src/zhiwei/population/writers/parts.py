"""A table written part by part, so that work broken off goes on where it stopped.

Parts lie in the hidden folder ``.OUT.parts`` beside the file, with a manifest: what was asked of what source (the key),
how many parts are done and how long each is. A part counts when the manifest names it; the manifest, like the file
itself, is put in place whole. The folder goes when the file is there.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from zhiwei.population.defects import InputDefects, Problem, refuse
from zhiwei.population.writers.forms import FORMS
from zhiwei.population.writers.parquet_join import NotAlike
from zhiwei.population.writers.table import OutColumn, Written, height_of, partial, polars_type

MANIFEST = "manifest.json"


class Parts:
    """``done`` parts are there from earlier work on the same key; ``forsaken`` says that other work was there."""

    def __init__(
        self, path: Path, columns: Sequence[OutColumn], key: Mapping[str, Any] | None = None
    ) -> None:
        """Without ``key`` nothing earlier is taken up. Raises InputDefects for a file that cannot be written."""
        form = FORMS.get(path.suffix.lower())
        if form is None:
            raise refuse(_unknown_kind(path.suffix), file=path.name)
        if not path.parent.is_dir():
            raise refuse(no_folder(path.parent), file=path.name)
        self._path, self._form, self._key = path, form, None if key is None else json.loads(json.dumps(key))
        self._empty = pl.DataFrame(schema={c.name: polars_type(c.kind) for c in columns})
        self.folder = path.with_name(f".{path.name}.parts")
        self._sizes: list[int] = []
        self._rows: list[int] = []
        self.forsaken = False
        self._take_up()

    @property
    def done(self) -> int:
        """How many parts are written."""
        return len(self._sizes)

    @property
    def rows(self) -> int:
        """How many rows are written."""
        return self._rows[-1] if self._rows else 0

    def _take_up(self) -> None:
        found = _manifest(self.folder / MANIFEST)
        if found is None or self._key is None or found["key"] != self._key:
            self.forsaken = found is not None
            self.forget()
            return
        for number, size in enumerate(found["sizes"]):
            part = self._part(number)
            if not part.is_file() or part.stat().st_size != size:
                break
            self._sizes.append(size)
        self._rows = found["rows"][: self.done]

    def forget(self) -> None:
        """Begin anew."""
        self._sizes, self._rows = [], []
        shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, columns: Written, beside: Callable[[Path], None] | None = None) -> None:
        """Write and count the next part; see :meth:`write` and :meth:`count`."""
        self.count(self.write(self.done, columns), beside)

    def write(self, number: int, columns: Written) -> int:
        """Write the part of a number, in any thread and any order; gives its rows. It counts only when it is counted."""

        def work() -> None:
            self.folder.mkdir(exist_ok=True)
            self._form.part(columns, self._unfinished(number))

        self._guarded(work)
        return height_of(columns)

    def count(self, rows: int, beside: Callable[[Path], None] | None = None) -> None:
        """Take up the next part, of so many rows, which was written.

        ``beside`` may put a file of its own into the folder, under a name of its own.
        """
        rows += self.rows
        if self._form.most is not None and rows > self._form.most:
            raise refuse(_full(), file=self._path.name)
        path = self._part(self.done)

        def work() -> None:
            self._unfinished(self.done).replace(path)
            if beside is not None:
                beside(self.folder)
            self._sizes.append(path.stat().st_size)
            self._rows.append(rows)
            content = {"key": self._key, "sizes": self._sizes, "rows": self._rows}
            written = self.folder / f"{MANIFEST}.partial"
            written.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            written.replace(self.folder / MANIFEST)

        self._guarded(work)

    def close(self) -> None:
        """Make the file of the parts and put it in place; the folder goes."""

        def work() -> None:
            parts = [self._part(n) for n in range(self.done)]
            self._form.join(parts, partial(self._path), self._empty)
            partial(self._path).replace(self._path)
            shutil.rmtree(self.folder, ignore_errors=True)

        self._guarded(work)

    def _part(self, number: int) -> Path:
        return self.folder / f"{number:08}"

    def _unfinished(self, number: int) -> Path:
        return self.folder / f"unfinished-{number:08}"

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do the work; what disk or library says against it becomes a refusal. An earlier file stays as it is."""
        try:
            work()
        except (OSError, PolarsError, NotAlike) as error:
            partial(self._path).unlink(missing_ok=True)
            raise cannot_write(self._path, error) from error


def cannot_write(path: Path, error: Exception) -> InputDefects:
    """What to tell where a file could not be written."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error).splitlines()[0]
    return refuse(_cannot_write(reason), file=path.name)


def writes_over_input() -> Problem:
    """The output is the very file that is read."""
    return Problem(
        "writes_over_input",
        "结果文件就是输入文件，会把原数据覆盖",
        "the output is the input file and would overwrite it",
        "给结果另起一个文件名",
        "give the output a name of its own",
    )


def _manifest(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"key", "sizes", "rows"} <= found.keys() else None


def _unknown_kind(suffix: str) -> Problem:
    return Problem(
        "unknown_file_kind",
        f"不认识的文件类型“{suffix}”",
        f'unknown kind of file "{suffix}"',
        "结果文件名以 .csv、.xlsx 或 .parquet 结尾",
        "let the name of the output end in .csv, .xlsx or .parquet",
    )


def no_folder(folder: Path) -> Problem:
    """A folder to write into that does not exist."""
    return Problem(
        "no_folder",
        f"没有文件夹“{folder}”",
        f'there is no folder "{folder}"',
        "先建立该文件夹",
        "create it first",
    )


def _full() -> Problem:
    return Problem(
        "sheet_full",
        "结果超过一张工作表的行数上限",
        "more rows than a sheet can hold",
        "结果改存为 .csv 或 .parquet",
        "write to .csv or .parquet instead",
    )


def _cannot_write(reason: str) -> Problem:
    return Problem(
        "cannot_write",
        f"无法写入（{reason}），原有文件未动",
        f"it cannot be written ({reason}); an earlier file is as it was",
        "腾出空间或更换位置后重新运行同一命令，已完成的部分会接着做",
        "free space or choose another place and run the same command again; it goes on where it stopped",
    )
