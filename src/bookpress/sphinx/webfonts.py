"""Web fonts cut to what the pages show: Latin always, Korean syllables and mathematical signs where they occur."""

from __future__ import annotations

import html
import io
import logging
import re
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from joblib import Memory

import explorable.drawing

_OF_FIGURES = Path(explorable.drawing.__file__).parent / "fonts"
TEXT_FONTS = {
    400: _OF_FIGURES / "NotoSansKR-Regular.ttf",
    600: _OF_FIGURES / "NotoSansKR-SemiBold.ttf",
}
MATH_FONT = Path(__file__).parents[1] / "fonts/STIXTwoMath-Regular.woff2"
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
KOREAN = [(0x1100, 0x11FF), (0x3000, 0x303F), (0x3130, 0x318F), (0xAC00, 0xD7A3)]
# Signs that elements such as <msqrt> draw without naming them.
UNNAMED_SIGNS = set(map(ord, "√()[]{}|‖,.=+/0123456789\N{MINUS SIGN}"))
# First and last letter, and the italic form of the first: what a browser shows for a variable of one letter.
ITALIC_LETTERS = [
    (0x61, 0x7A, 0x1D44E),  # small Latin
    (0x41, 0x5A, 0x1D434),  # capital Latin
    (0x3B1, 0x3C9, 0x1D6FC),  # small Greek
    (0x391, 0x3A9, 0x1D6E2),  # capital Greek
]
ITALIC_EXCEPTIONS = {
    0x68: 0x210E,
    0x3F5: 0x1D716,
    0x3D1: 0x1D717,
    0x3D5: 0x1D719,
    0x3F1: 0x1D71A,
    0x3D6: 0x1D71B,
}
FACE = """@font-face {{
  font-family: "{family}"; font-weight: {weight}; font-display: swap; src: url("fonts/{file}") format("woff2");{range}
}}
"""


def write_webfonts(pages: Iterable[str], static: Path, kept: Path) -> None:
    """Write the fonts that ``pages`` need, and the style sheet that declares them, into ``static``.

    Cut fonts of earlier builds are in ``kept``: most builds show the same characters as the one before.
    """
    memory = Memory(kept, verbose=0)
    cut = memory.cache(_cut)
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    shown, formulas = _characters(pages)
    folder = static / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    rules = []
    for weight, source in TEXT_FONTS.items():
        covered = set(TTFont(source).getBestCmap())
        korean = {code for code in covered if is_korean(code)}
        for script, codes in {"latin": covered - korean, "korean": korean & shown}.items():
            if not codes:
                continue
            file = f"noto-sans-{script}-{weight}.woff2"
            (folder / file).write_bytes(cut(source.read_bytes(), sorted(codes), FEATURES))
            ranges = KOREAN if script == "korean" else _runs(codes)
            declared = ", ".join(_range(first, last) for first, last in ranges)
            rules.append(
                FACE.format(
                    family="Noto Sans KR",
                    weight=weight,
                    file=file,
                    range=f" unicode-range: {declared};",
                )
            )
    if formulas:
        formulas |= UNNAMED_SIGNS
        # The MATH table, with the tall variants of brackets and sums, stays in the cut.
        file = "stix-two-math.woff2"
        (folder / file).write_bytes(cut(MATH_FONT.read_bytes(), sorted(formulas), ["*"]))
        rules.append(FACE.format(family="STIX Two Math", weight=400, file=file, range=""))
    (static / "webfonts.css").write_text("".join(rules), encoding="utf-8")
    memory.reduce_size(items_limit=20)


def is_korean(code: int) -> bool:
    """Whether a code point is Korean writing, or punctuation set with it."""
    return any(first <= code <= last for first, last in KOREAN)


def _characters(pages: Iterable[str]) -> tuple[set[int], set[int]]:
    shown: set[int] = set()
    formulas: set[int] = set()
    for page in pages:
        # Explorables carry the texts of their other states as JSON, where a character may be written as an escape.
        plain = re.sub(
            r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), html.unescape(page)
        )
        shown.update(map(ord, plain))
        for formula in re.findall(r"<math.*?</math>", page, flags=re.DOTALL):
            formulas.update(map(ord, html.unescape(re.sub(r"<[^>]*>", "", formula))))
            for letter in re.findall(r"<mi>(.)</mi>", html.unescape(formula)):
                formulas.add(_italic(ord(letter)))
    return shown, formulas


def _italic(code: int) -> int:
    if code in ITALIC_EXCEPTIONS:
        return ITALIC_EXCEPTIONS[code]
    return next(
        (start + code - first for first, last, start in ITALIC_LETTERS if first <= code <= last),
        code,
    )


def _cut(source: bytes, codes: list[int], features: list[str]) -> bytes:
    options = subset.Options(
        flavor="woff2", layout_features=features, hinting=False, notdef_outline=True
    )
    font = subset.load_font(io.BytesIO(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    written = io.BytesIO()
    subset.save_font(font, written, options)
    return written.getvalue()


def _runs(codes: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return [(first, last) for first, last in runs]


def _range(first: int, last: int) -> str:
    return f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
