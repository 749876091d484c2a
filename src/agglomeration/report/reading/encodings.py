"""Bytes to text: which encoding was taken, and why."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from agglomeration.words import quoted, tell

from ..errors import FileError, option

__all__ = ["decoded"]

# The longer mark first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# Places of tense consonants among the 19 beginnings of a syllable, and of double ones among its 28 ends.
_TENSE = {1, 4, 8, 10, 13}
_CLUSTERS = {2, 3, 5, 6, 9, 10, 11, 12, 13, 14, 15, 18}
_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")


def decoded(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a file and the sentence that says how it was decoded.

    Examples
    --------
    >>> decoded("지역,산업".encode("cp949"))
    ('지역,산업', 'CP949 (Korean): the bytes are not UTF-8, and read as CP949 they are Korean')
    """
    if encoding is not None:
        return _as_said(data, encoding)
    for mark, name, shown in _MARKS:
        if data.startswith(mark):
            return _checked(_decode(data, name), name), tell(
                "{encoding}: the file begins with its mark (BOM), left out", encoding=shown
            )
    if b"\x00" in data:
        raise FileError(
            tell(
                "it holds zero bytes, so it is no text in UTF-8 or CP949; save it as CSV in "
                "UTF-8, or say {option}.",
                option=option(encoding="utf-16"),
            )
        )
    try:
        return _checked(data.decode("utf-8"), "utf-8"), tell("UTF-8: all bytes are valid")
    except UnicodeDecodeError as error:
        return _korean(data, error)


def _as_said(data, encoding):
    try:
        text = _decode(
            data,
            "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding,
        )
    except LookupError as error:
        raise FileError(
            tell(
                "encoding {encoding} is not known; choose for instance 'utf-8', 'cp949', "
                "'latin-1' or 'utf-16'.",
                encoding=quoted(encoding),
            )
        ) from error
    return _checked(text, encoding), tell("{said}: as you said", said=encoding)


def _decode(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        line = data[: getattr(error, "start", 0)].count(b"\n") + 1
        raise FileError(
            tell(
                "line {line} cannot be read as {encoding}; choose another encoding, for instance "
                "{option}, or leave the option out to have it guessed.",
                line=line,
                encoding=encoding,
                option=option(encoding="cp949"),
            )
        ) from error


def _korean(data, error):
    line = data[: error.start].count(b"\n") + 1
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        text = ""
    # Each different letter is looked at once: they come in the order in which they first stand in the text.
    foreign = {letter: n for letter, n in Counter(text).items() if not letter.isascii()}
    hangul = sum(n for letter, n in foreign.items() if _HANGUL.match(letter))
    korean = foreign and hangul >= 0.8 * sum(foreign.values())
    if korean and _strange(foreign):
        raise FileError(
            tell(
                "line {line} is not UTF-8, and read as Korean CP949 it has syllables that Korean "
                "names hardly have ({foreign}…); say which encoding it is, for instance {option} "
                "for Korean after all, 'euc-jp' or 'shift-jis' for Japanese.",
                line=line,
                foreign="".join(list(foreign)[:4]),
                option=option(encoding="cp949"),
            )
        ) from error
    if korean:
        return _checked(text, "cp949"), tell(
            "CP949 (Korean): the bytes are not UTF-8, and read as CP949 they are Korean"
        )
    raise FileError(
        tell(
            "line {line} is neither UTF-8 nor Korean CP949 (byte 0x{byte}), and a wrong guess "
            "would garble names without a word; say which encoding it is, for instance {western} "
            "for Western European files, {japanese} for Japanese ones.",
            line=line,
            byte=f"{data[error.start]:02x}",
            western=option(encoding="latin-1"),
            japanese=option(encoding="shift-jis"),
        ),
        ways=[{"encoding": "latin-1"}, {"encoding": "shift-jis"}],
    ) from error


def _strange(letters):
    """Whether syllables are rather those that Japanese or Chinese bytes happen to make.

    Names of places and industries hardly have tense consonants at the beginning (ㄲ, ㄸ, ㅃ, ㅆ, ㅉ) or two different
    ones at the end; bytes of another language hit them as often as any.
    """
    syllables = {ord(letter) - 0xAC00: n for letter, n in letters.items() if "가" <= letter <= "힣"}
    rare = sum(
        n for code, n in syllables.items() if code // 588 in _TENSE or code % 28 in _CLUSTERS
    )
    return rare >= 2 and rare > 0.15 * sum(syllables.values())


def _checked(text, encoding):
    """A mark inside the text would hide in a name, where nobody sees it."""
    place = text.find("\N{ZERO WIDTH NO-BREAK SPACE}")
    if place >= 0:
        line = text.count("\n", 0, place) + 1
        raise FileError(
            tell(
                "line {line} holds a hidden byte order mark (U+FEFF) inside the text; files were "
                "probably joined. Delete the first character of that line and type it anew.",
                line=line,
            )
        )
    if "\x00" in text:
        line = text.count("\n", 0, text.find("\x00")) + 1
        raise FileError(
            tell(
                "line {line} holds zero bytes, so {encoding} is not its encoding; choose another.",
                line=line,
                encoding=encoding,
            )
        )
    return text
