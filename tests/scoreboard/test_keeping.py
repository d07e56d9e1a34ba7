"""A scoreboard broken off goes on where it was, and only where nothing changed since."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.scoreboard.board import Board, Engine, Sizes, play, share
from benchmarks.scoreboard.by_trace import Trace
from benchmarks.scoreboard.keep import Kept
from benchmarks.scoreboard.settings import Setting
from benchmarks.scoreboard.spread import NotPlayed, spread
from zhiwei import rulebook

SIZES = Sizes(100, every=10, traced=5)


def setting(day: str = "2012-06-30") -> Setting:
    return Setting(rulebook(), "contribution", day, False)


def played(where: Setting) -> Board:
    board = Board()
    list(play([where], Engine("native", Trace), [Engine("other", Trace)], SIZES, board))
    return board


def test_a_played_setting_is_kept_with_its_counts(tmp_path: Path) -> None:
    board = played(setting())
    board.cases = ["a difference"]
    kept = Kept(tmp_path, rulebook(), SIZES, ["other"])
    kept.save(setting(), board)
    again = kept.load(setting())
    assert again is not None
    assert (again.cases, again.settings, again.evaluations) == (["a difference"], 1, board.evaluations)
    assert again.tallies == board.tallies
    assert board.tallies["other", "boundary rows"].cells > 5


def test_what_is_kept_holds_for_the_same_question_only(tmp_path: Path) -> None:
    Kept(tmp_path, rulebook(), SIZES, ["other"]).save(setting(), played(setting()))
    assert Kept(tmp_path, rulebook(), SIZES, ["other"]).load(setting("2015-06-30")) is None
    assert Kept(tmp_path, rulebook(), Sizes(101, every=10, traced=5), ["other"]).load(setting()) is None
    assert Kept(tmp_path, rulebook(), SIZES, ["another"]).load(setting()) is None


def test_settings_played_before_are_not_played_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path, rulebook(), SIZES, ["other"])
    kept.save(setting(), played(setting()))
    found = list(spread([setting()], 1, SIZES, _never, kept.load))
    assert [(where.said, board.settings) for where, board in found] == [("contribution 2012-06-30", 1)]


def _never(stack: object) -> tuple[Engine, list[Engine]]:
    raise AssertionError("no engine is needed")


def _failing(stack: object) -> tuple[Engine, list[Engine]]:
    def opened(where: Setting) -> Trace:
        if where.day == "2015-06-30":
            raise ValueError("no room")
        return Trace(where)

    return Engine("native", opened), []


def test_a_setting_that_fails_is_named_when_the_others_are_played() -> None:
    found = spread([setting(), setting("2015-06-30")], 1, SIZES, _failing, lambda where: None)
    where, board = next(found)
    assert (where.day, board.settings) == ("2012-06-30", 1)
    with pytest.raises(NotPlayed) as raised:
        next(found)
    assert str(raised.value) == "1 settings could not be played\ncontribution 2015-06-30: ValueError: no room"


def test_boards_add_up() -> None:
    whole, one, two = Board(), played(setting()), played(setting("2015-06-30"))
    whole.add(one)
    whole.add(two)
    assert whole.settings == 2
    assert whole.tallies["other", "boundary rows"].cells == sum(
        b.tallies["other", "boundary rows"].cells for b in (one, two)
    )
    assert one.settings == 1


def test_rows_are_shared_out_by_outputs() -> None:
    every = [setting(), Setting(rulebook(), "enterprise", "2012-06-30", False)]
    small, large = share(every, 1_000)
    assert small < 100 < large
    assert 1_000 <= small + large <= 1_001
