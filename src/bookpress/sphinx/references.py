"""The list of references: family names first, volume and number always, years with letters where names meet."""

from __future__ import annotations

from typing import Any

from pybtex.plugin import register_plugin
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.formatting.unsrt import date, pages
from pybtex.style.template import field, first_of, join, optional, optional_field, sentence, tag
from sphinx.errors import ExtensionError

from bookpress.build.works import incomplete, lettered

STYLE = "by-family-name"


class ByFamilyName(Plain):
    """The plain style, but one finds a work by its family name, and a volume is printed without pages, too."""

    default_name_style = "lastfirst"

    def get_article_template(self, entry: Any) -> Any:
        """An article: the plain style drops volume and number where no pages are known."""
        number = optional["(", field("number"), ")"]
        place = first_of[
            optional[join[field("volume"), number, ":", pages]],
            optional[join[field("volume"), number]],
            optional[join["number ", field("number"), ", pages ", pages]],
            optional[join["number ", field("number")]],
            join["pages ", pages],
        ]
        return toplevel[
            self.format_names("author"),
            self.format_title(entry, "title"),
            sentence[tag("em")[field("journal")], optional[place], date],
            sentence[optional_field("note")],
            self.format_web_refs(entry),
        ]


def setup(app: Any) -> None:
    """Offer the style; before any page is read, refuse works that lack a field, and give letters to years."""
    register_plugin("pybtex.style.formatting", STYLE, ByFamilyName, force=True)
    # After the extension for citations has read the works, and before they get letters.
    app.connect("builder-inited", _refuse_incomplete)
    app.connect("builder-inited", _give_letters)
    app.connect("builder-inited", empty_works)


def empty_works(app: Any) -> None:
    """Take out of the listed works what the last build wrote into them, or this one would write it a second time.

    The extension for citations fills its own nodes when the list is written; the environment that the next build
    begins with is kept after that.
    """
    if "cite" in app.env.domains:
        for listed in app.env.get_domain("cite").bibliographies.values():
            for work in listed.citation_nodes.values():
                work.children = []


def _refuse_incomplete(app: Any) -> None:
    """Stop with sentences: the style would leave such a work out, and whoever looks works up would say a bare name."""
    if "cite" in app.env.domains:
        entries = app.env.get_domain("cite").bibdata.data.entries
        if faults := incomplete(entries, ", ".join(app.config.bibtex_bibfiles)):
            raise ExtensionError("\n".join(faults))


def _give_letters(app: Any) -> None:
    if "cite" in app.env.domains:
        entries = app.env.get_domain("cite").bibdata.data.entries
        for key, year in lettered(entries).items():
            entries[key].fields["year"] = year
