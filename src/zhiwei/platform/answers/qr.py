"""QR codes of addresses, as SVG."""

from __future__ import annotations

import io

import segno


def svg(text: str) -> str:
    """The code of a text with medium error correction and the quiet zone of the standard; black on white."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", scale=4, border=4, light="#fff", xmldecl=False
    )
    return out.getvalue().decode()
