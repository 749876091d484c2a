"""The form for a reader's own file, used as a reader does: choose, be refused, say what was meant, have the report."""

from __future__ import annotations

# A comma may be a decimal mark or stand between thousands: only the reader knows.
MINE = (
    "region,industry,jobs",
    'Linz,steel,"1,300"',
    'Linz,food,"2,450"',
    'Wels,steel,"1,100"',
    'Wels,food,"3,250"',
)
FILE = {"name": "mine.csv", "mimeType": "text/csv", "buffer": "\n".join(MINE).encode()}
WRITTEN = ("mine-report.html", "mine-report.json", "mine-report.xlsx")


def write_report(page, patience: int = 120_000) -> tuple[str, str, str]:
    """What the form says when it refuses the file, when it has read it and when the report is written."""
    form = page.locator(".jp-OutputArea .widget-vbox", has=page.locator(".widget-upload")).first
    form.scroll_into_view_if_needed()
    with page.expect_file_chooser() as chosen:
        form.get_by_text("Choose a file").click()
    chosen.value.set_files(FILE)
    refusal = form.locator("[role=alert]", has_text="Not read.")
    refusal.wait_for(timeout=patience)
    refused = refusal.inner_text()
    button = form.get_by_role("button", name="Write the report")
    assert button.is_disabled()
    field = form.locator(".widget-text", has_text="thousands").locator("input")
    field.fill(",")
    field.press("Enter")
    read = form.get_by_text("2 regions")
    read.first.wait_for(timeout=patience)
    said = read.first.inner_text()
    button.click()
    written = form.get_by_text("Written beside this notebook")
    written.wait_for(timeout=patience)
    return refused, said, written.inner_text()
