"""Drawings made by the server as SVG, each with its table beside it; no script, no style of their own."""

from zhiwei.platform.kit.charts.bars import bars
from zhiwei.platform.kit.charts.lines import lines
from zhiwei.platform.kit.charts.tiles import tile_map

__all__ = ["bars", "lines", "tile_map"]
