"""On a Sphinx site: style and script where an explorable is, large states in files beside the pages."""

import json
import os
import re
import subprocess
import sys

import numpy as np
import pytest
from bs4 import BeautifulSoup
from matplotlib.figure import Figure

from explorable import Drawing, Slider, View, explorable, sphinx_extension


def cloud(number):
    """A figure that does not compress well."""
    figure = Figure(figsize=(6, 4))
    x, y = np.random.default_rng(number).random((2, 2000))
    figure.subplots().plot(x, y)
    return figure


@explorable(n=Slider([1, 2, 3], label="N"), question="How small?")
def small(n):
    figure = Figure(figsize=(3, 1))
    figure.subplots().bar(["n"], [n])
    return View(figure, f"**{n}**")


@explorable(n=Slider([1, 2, 3], label="N"), question="How large?")
def large(n):
    return View(cloud(n), f"**{n}** </script>")


def raw(html):
    lines = "\n".join(f"   {line}" for line in html.splitlines())
    return f".. raw:: html\n\n{lines}\n"


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Build a site of four pages with a builder; return its folder."""
    folder = tmp_path_factory.mktemp("site")
    patch = pytest.MonkeyPatch()
    patch.setenv("EXPLORABLE_CACHE", str(folder / "store"))
    patch.setenv("EXPLORABLE_STATIC", "page")
    pages = {
        "index": "Start\n=====\n\n.. toctree::\n\n   part/both\n   part/plain\n   part/drawing\n",
        "part/both": f"Both\n====\n\n{raw(small.html())}\n{raw(large.html())}",
        "part/plain": "Plain\n=====\n\nNo figure here, only the word explorable.\n",
        "part/drawing": "Drawing\n=======\n\n"
        + raw(Drawing(lambda width: cloud(1), "A cloud")._repr_mimebundle_()["text/html"]),
    }
    source = folder / "source"
    for name, text in pages.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / f"{name}.rst").write_text(text, encoding="utf-8")
    (source / "conf.py").write_text("extensions = ['explorable.sphinx_extension']\n")

    def run(builder):
        out = folder / builder
        if not out.exists():
            command = [
                sys.executable,
                "-m",
                "sphinx",
                "-q",
                "-W",
                "-b",
                builder,
                "-d",
                str(folder / f"{builder}.trees"),
            ]
            done = subprocess.run(
                [*command, str(source), str(out)], capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
        return out

    yield run
    patch.undo()


@pytest.fixture(scope="module")
def site(build):
    return build("html")


def page(site, name):
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")


def addresses(page):
    found = [tag.get("src") or tag.get("href") for tag in page.find_all(["script", "link"])]
    return [
        address.split("?")[0].removeprefix("../")
        for address in found
        if address and "explorable" in address
    ]


def test_style_and_script_are_where_an_explorable_is_and_nowhere_else(site):
    assert addresses(page(site, "part/both.html")) == [
        "_static/explorable.css",
        "_static/explorable.js",
    ]
    assert addresses(page(site, "part/drawing.html")) == ["_static/explorable.css"]
    assert addresses(page(site, "part/plain.html")) == []
    assert addresses(page(site, "index.html")) == []


def test_the_script_waits_for_the_page(site):
    script = page(site, "part/both.html").find("script", src=re.compile("explorable.js"))
    assert script.has_attr("defer")


def test_style_and_script_are_copied_as_they_are(site):
    for name in ("explorable.css", "explorable.js"):
        original = sphinx_extension._HERE / name
        assert (site / "_static" / name).read_bytes() == original.read_bytes()


def test_small_parts_stay_on_the_page(site):
    section = page(site, "part/both.html").find("section", id="small")
    for name in ("meta", "views", "wide", "narrow"):
        holder = section.find("script", {"data-explorable-part": name})
        assert json.loads(holder.string)
        assert not holder.has_attr("data-src")


@pytest.mark.parametrize(
    ("builder", "name"), [("html", "part/both.html"), ("dirhtml", "part/both/index.html")]
)
def test_large_parts_move_into_files_that_bring_the_same(build, builder, name):
    site = build(builder)
    section = page(site, name).find("section", id="large")
    untouched = BeautifulSoup(large.html(), "html.parser")
    moved = [
        tag["data-explorable-part"]
        for tag in section.find_all("script")
        if tag.has_attr("data-src")
    ]
    assert moved == ["wide", "narrow"]
    for part in moved:
        holder = section.find("script", {"data-explorable-part": part})
        assert not holder.string
        file = (site / name).parent / holder["data-src"]
        key, text = re.fullmatch(
            r'explorablePart\("([^"]+)",(.*)\)', file.read_text(encoding="utf-8"), re.DOTALL
        ).groups()
        assert key == holder["data-key"] == file.stem
        assert json.loads(text) == json.loads(
            untouched.find("script", {"data-explorable-part": part}).string
        )


def test_what_is_first_seen_stays_on_the_page(site):
    section = page(site, "part/both.html").find("section", id="large")
    assert section.select_one(".explorable-wide svg path")
    assert section.select_one(".explorable-reading").text == "1 </script>"
    assert json.loads(section.find("script", {"data-explorable-part": "meta"}).string)


def test_kernels_of_a_build_show_the_static_face(monkeypatch):
    class App:
        def connect(self, *arguments, **more):
            pass

        add_node = add_role = connect

    monkeypatch.setenv("EXPLORABLE_STATIC", "standalone")
    sphinx_extension.setup(App())
    assert os.environ["EXPLORABLE_STATIC"] == "standalone"
    monkeypatch.delenv("EXPLORABLE_STATIC")
    sphinx_extension.setup(App())
    assert os.environ["EXPLORABLE_STATIC"] == "page"
