"""The messages of each package in one template, for those who translate: ``make messages``.

A package tells its messages through its ``words.py``. Its template lies in ``_build/messages/<package>.pot``. What is
translated lies in the package, ``locale/<language>/LC_MESSAGES/<package>.po``, and beside it compiled, as it is read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bookpress.place import ROOT

# Which arguments are messages: those of the functions of words.py, and of others that pass a name on to it.
KEYWORDS = {
    "tell": None,
    "tell_many": (1, 2),
    "marked": None,
    "term": None,
    "require": (3,),
}


def template(package: Path) -> Any:
    """Every message of a package's source, as a catalogue without translations."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    catalogue = Catalog(domain=package.name, project=package.name, fuzzy=False)
    found = extract_from_dir(
        package, [("**.py", "python")], keywords=KEYWORDS, comment_tags=["Translators:"]
    )
    for file, line, message, comments, context in found:
        catalogue.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return catalogue


def write(catalogue: Any, file: Path) -> None:
    """A catalogue as text, for people; with its compiled form beside it where it is a translation."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import write_po

    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as text:
        write_po(text, catalogue, width=120, ignore_obsolete=True)
    if file.suffix == ".po":
        with file.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)


def translations(package: Path) -> list[Path]:
    """The translations that a package has."""
    return sorted(package.glob(f"locale/*/LC_MESSAGES/{package.name}.po"))


def main() -> int:
    """Write every template, and bring every translation up to it: what is new there is empty, and said in English."""
    from babel.messages.pofile import read_po

    for package in sorted(words.parent for words in (ROOT / "src").glob("*/words.py")):
        messages = template(package)
        file = ROOT / "_build/messages" / f"{package.name}.pot"
        write(messages, file)
        print(f"{file.relative_to(ROOT)}: {len(messages)} messages")
        for translation in translations(package):
            with translation.open("rb") as text:
                translated = read_po(text, domain=package.name)
            translated.update(messages, no_fuzzy_matching=True)
            write(translated, translation)
            done = sum(bool(message.string) for message in translated if message.id)
            print(f"{translation.relative_to(ROOT)}: {done} of {len(messages)} are translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
