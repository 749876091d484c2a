"""The site measured: what pages weigh, how soon they react, how long the book takes to build.

Beside each chapter stands the same chapter as Jupyter Book makes it by itself, with stock ``interact`` and the widget
runtime from a content network: the yardstick. Its runtime is taken from npm and served beside it, so that both sides
are equally near. ``python -m benchmarks.run site`` measures everything; ``--pages`` and ``--skip`` measure less.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from importlib.metadata import version
from pathlib import Path

import nbformat

from .measure import environment, stopwatch

ROOT = Path(__file__).resolve().parents[1]
for tools in ("tests/site", "tests/book"):
    sys.path.append(str(ROOT / tools))

PARTS = ("pages", "yardstick", "live", "build")
# A slow line as browsers' developer tools know it: 1.6 megabits a second, 150 ms to the server and back.
SLOW = {"offline": False, "downloadThroughput": 200_000, "uploadThroughput": 94_000, "latency": 150}
TURNS = 3
YARDSTICK_TURNS = {"near": TURNS, "slow": 1}  # twelve seconds each on a slow line
STATES = 12  # of each explorable's grid, spread over it
PATIENCE = 60  # seconds

# From the beginning of the visit to the first frame in which a moved control has changed the figure.
FIRST_REACTION = """patience => new Promise((done, failed) => {
  setTimeout(() => failed(new Error('nothing reacted')), patience);
  const attempt = () => {
    const card = document.querySelector('section.explorable.is-live');
    if (!card) return requestAnimationFrame(attempt);
    const figure = card.querySelector('figure.explorable-figure');
    new MutationObserver((_, watcher) => {
      watcher.disconnect();
      requestAnimationFrame(() => done(performance.now()));
    }).observe(figure, {childList: true, subtree: true});
    const input = card.querySelector('.explorable-controls :is(input[type=range], select)');
    if (input && input.type === 'range') input.value = input.value === input.max ? input.min : input.max;
    else if (input) input.selectedIndex = input.selectedIndex ? 0 : 1;
    if (input) input.dispatchEvent(new Event('input', {bubbles: true}));
    else card.querySelector('.explorable-controls input:not(:checked)').click();
  };
  attempt();
})"""
# The yardstick's controls show but move nothing: there is no kernel. So: until a control is there at all.
FIRST_WIDGET = """patience => new Promise((done, failed) => {
  setTimeout(() => failed(new Error('no control showed')), patience);
  const attempt = () =>
    document.querySelector('.jupyter-widgets select, .jupyter-widgets input, .widget-slider .noUi-handle')
      ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(attempt);
  attempt();
})"""

LOADED = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""

# What makes the copy of a chapter an ordinary one: the card's function under stock controls, figures as PNG.
STOCK = """
import ipywidgets as _widgets
from IPython.display import HTML as _HTML, display as _display
from explorable.controls import Slider as _Slider, Toggle as _Toggle
from explorable.card import Explorable as _Explorable


def _stock(self, include=None, exclude=None):
    inputs = {}
    for key, control in self.controls.items():
        pairs = list(zip(control.labels, control.values))
        kind = _widgets.SelectionSlider if isinstance(control, _Slider) else _widgets.Dropdown
        inputs[key] = (
            _widgets.Checkbox(value=control.default, description=control.label)
            if isinstance(control, _Toggle)
            else kind(options=pairs, value=control.default, description=control.label)
        )

    def show(**values):
        view = self(**values)
        _display(view.figure.figure())
        _display(_HTML(view.reading_html))

    box = _widgets.interactive(show, **inputs)
    return box._repr_mimebundle_()


_Explorable._repr_mimebundle_ = _stock
"""
STOCK_CONFIG = """
title: Yardstick
only_build_toc_files: true
execute: {execute_notebooks: force, timeout: 120}
parse: {myst_enable_extensions: [amsmath, attrs_block, attrs_inline, colon_fence, deflist, dollarmath, substitution]}
bibtex_bibfiles: [book/references.bib]
sphinx:
  extra_extensions: [sphinx_exercise]
  config: {suppress_warnings: ["*"]}
"""
RUNTIME = ("requirejs", "@jupyter-widgets/html-manager", "mathjax@3")


def measure(pages: list[str] | None = None, skip: tuple[str, ...] = ()) -> dict:
    """Everything about the site, as plain data."""
    from where import PAGES, SITE

    from bookpress.build.site import is_whole_and_fresh

    pages = pages or PAGES
    measured: dict = {"where": {**environment(), "versions": versions()}}
    if "build" not in skip:
        measured["build"] = build_times()
    if "pages" not in skip:
        if SITE == ROOT and not is_whole_and_fresh():
            print("  the site is older than its sources: run make book first", file=sys.stderr)
        measured["pages"] = page_figures(SITE / "_build/html", pages)
    if "yardstick" not in skip:
        measured["yardstick"] = yardstick(pages)
    if "live" not in skip:
        measured["live"] = live_reactions(pages)
    measured["where"]["load"] = os.getloadavg()[2]
    return measured


def versions() -> dict[str, str]:
    """What the figures depend on besides Python and the machine."""
    with browser() as chromium:
        found = {"Chromium": chromium.version}
    return found | {name: version(name) for name in ("jupyter-book", "ipywidgets", "matplotlib")}


def page_figures(site: Path, pages: list[str]) -> dict:
    """Weights of pages and, where there is an explorable, the time to its first reaction on two lines."""
    from bookpress.checks.weights import weigh

    figures = {}
    with served(site) as base, browser() as chromium:
        for page in pages:
            print(f"  {page}", file=sys.stderr, flush=True)
            file = site / f"{page}.html"
            weight = weigh(file)
            figures[page] = {"html": weight.html, "first_visit": weight.first_visit}
            if "data-explorable " in file.read_text(encoding="utf-8"):
                for line, limits in {"near": None, "slow": SLOW}.items():
                    visits = [
                        first(chromium, f"{base}/{page}.html", FIRST_REACTION, limits)
                        for _ in range(TURNS)
                    ]
                    figures[page][line] = statistics.median(time for time, _ in visits)
    return figures


def first(chromium, address: str, script: str, limits: dict | None = None) -> tuple[float, int]:
    """Milliseconds from the beginning of a first visit until ``script`` is content, and bytes loaded by then."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    here = address.split("/book/")[0]
    page.route(lambda asked: not asked.startswith(here), lambda route: route.abort())
    if limits:
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", limits)
    page.goto(address, wait_until="commit")
    try:
        return page.evaluate(script, 1000 * PATIENCE), page.evaluate(LOADED)
    finally:
        context.close()


def yardstick(pages: list[str]) -> dict:
    """The chapters as Jupyter Book and stock ``interact`` make them: what they weigh, how soon a control is there."""
    chapters = [page for page in pages if _has_explorable(ROOT / f"{page}.ipynb")]
    with tempfile.TemporaryDirectory() as folder:
        copy, runtime = Path(folder) / "book", Path(folder) / "runtime"
        if not fetch_runtime(runtime):
            return {"not measured": "the runtime could not be fetched from npm"}
        site = build_stock(copy, chapters)
        serve_runtime(site, runtime)
        figures = {}
        with served(site) as base, browser() as chromium:
            for page in chapters:
                print(f"  yardstick: {page}", file=sys.stderr, flush=True)
                if not (site / f"{page}.html").exists():
                    continue
                figures[page] = {"html": _compressed(site / f"{page}.html")}
                for line, limits in {"near": None, "slow": SLOW}.items():
                    try:
                        turns = range(YARDSTICK_TURNS[line])
                        visits = [
                            first(chromium, f"{base}/{page}.html", FIRST_WIDGET, limits)
                            for _ in turns
                        ]
                    except Exception as error:
                        figures[page][line] = f"fails: {str(error).splitlines()[0][:60]}"
                    else:
                        figures[page][line] = statistics.median(time for time, _ in visits)
                        figures[page]["first_visit"] = max(loaded for _, loaded in visits)
        return figures


def serve_runtime(site: Path, runtime: Path) -> None:
    """Let the pages of the yardstick load from this site what they would from content networks."""
    (site / "_npm").symlink_to(runtime / "node_modules", target_is_directory=True)
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        text = re.sub(
            r"https://cdn\.jsdelivr\.net/npm/((?:@[\w-]+/)?[\w.-]+)@[^/\"]+/", r"/_npm/\1/", text
        )
        text = text.replace("https://cdn.jsdelivr.net/npm/", "/_npm/")
        text = re.sub(r"https://cdnjs[^\"]*/require\.min\.js", "/_npm/requirejs/require.js", text)
        page.write_text(re.sub(r' integrity="[^"]*"', "", text), encoding="utf-8")


def fetch_runtime(folder: Path) -> bool:
    """Fetch the widget runtime and MathJax from npm."""
    folder.mkdir(parents=True)
    if not shutil.which("npm"):
        return False
    command = [
        "npm",
        "install",
        "--prefix",
        str(folder),
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        *RUNTIME,
    ]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def build_stock(copy: Path, chapters: list[str]) -> Path:
    """Build the chapters with stock controls and the stock theme."""
    from bookpress.build.site import environment, jupyter_book

    for page in chapters:
        notebook = nbformat.read(ROOT / f"{page}.ipynb", as_version=4)
        notebook.cells.insert(
            0, nbformat.v4.new_code_cell(STOCK, metadata={"tags": ["remove-cell"]})
        )
        target = copy / f"{page}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, target)
    shutil.copy(ROOT / "book/references.bib", copy / "book/references.bib")
    (copy / "_config.yml").write_text(STOCK_CONFIG)
    (copy / "index.md").write_text("# Yardstick\n")
    listed = "".join(f"  - file: {page}\n" for page in chapters)
    (copy / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{listed}")
    variables = {
        name: value for name, value in environment().items() if name != "EXPLORABLE_STATIC"
    }
    command = [str(jupyter_book()), "build", str(copy), "--quiet"]
    subprocess.run(
        command, cwd=copy, env=variables, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return copy / "_build/html"


def live_reactions(pages: list[str]) -> dict:
    """Milliseconds in which each explorable's live widget is drawn anew, over states spread over its grid."""
    from explorable.card import Explorable
    from explorable.faces.live import _Card

    figures = {}
    for page in pages:
        file = ROOT / f"{page}.ipynb"
        if not _has_explorable(file):
            continue
        print(f"  live: {page}", file=sys.stderr, flush=True)
        for name, value in list(run_notebook(file).items()):
            if isinstance(value, Explorable) and not name.startswith("_"):
                card, states = _Card(value), value.grid()
                chosen = states[:: max(1, len(states) // STATES)][:STATES]
                wall, processor = zip(
                    *(_milliseconds(card.set, state) for state in chosen), strict=True
                )
                figures[f"{page}#{value.slug}"] = {
                    "median": statistics.median(wall),
                    "longest": max(wall),
                    "processor": statistics.median(processor),
                }
    return figures


def run_notebook(file: Path) -> dict:
    """What the names of a notebook stand for after its last cell; outputs are dropped."""
    names: dict = {"__name__": "__main__"}
    cells = [
        cell.source for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"
    ]
    with (
        contextlib.chdir(file.parent),
        open(os.devnull, "w") as nowhere,
        contextlib.redirect_stdout(nowhere),
    ):
        for number, source in enumerate(cells):
            try:
                exec(compile(source, f"<{file.stem}, code cell {number}>", "exec"), names)
            except Exception as error:  # a cell that only a kernel can run
                print(f"    cell {number}: {type(error).__name__}: {error}", file=sys.stderr)
    return names


def _milliseconds(function, *arguments) -> tuple[float, float]:
    """On the clock, and of processor time."""
    return tuple(1000 * seconds for seconds in stopwatch(function, arguments))


def build_times() -> dict:
    """Seconds to build the book from nothing, and again when only one page's text has changed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        tracked = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        ).stdout
        for name in tracked.decode().split("\0"):
            if name and (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        variables = {
            **os.environ,
            "EXPLORABLE_CACHE": str(Path(folder) / "cache"),
            "PYTHONPATH": "",
        }
        figures = {}
        for name in ("cold", "warm"):
            print(f"  {name} build", file=sys.stderr, flush=True)
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-m", "bookpress", "build"],
                cwd=copy,
                env=variables,
                capture_output=True,
                check=False,
            )
            seconds = time.perf_counter() - start
            figures[name] = seconds if done.returncode == 0 else f"fails after {seconds:.0f} s"
            with open(copy / "book/glossary.md", "a", encoding="utf-8") as page:
                page.write("\n")
        return figures


def _has_explorable(file: Path) -> bool:
    return file.is_file() and "@explorable(" in file.read_text(encoding="utf-8")


def _compressed(file: Path) -> int:
    from bookpress.checks.weights import compressed

    return compressed(file)


@contextlib.contextmanager
def browser():
    """A running Chromium."""
    from playwright.sync_api import sync_playwright

    from bookpress.browser import ARGUMENTS, find_browser

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield running
        running.close()


@contextlib.contextmanager
def served(folder: Path):
    """A server of a folder that compresses what can be compressed, as hosts do."""
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Host, directory=str(folder))
    ) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


class _Host(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        file = Path(self.translate_path(self.path))
        if file.is_dir() or not file.is_file() or file.suffix in {".woff2", ".png"}:
            super().do_GET()
            return
        content = _zipped(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # a visit that has seen enough leaves
            self.wfile.write(content)

    def log_message(self, *arguments):
        pass


@functools.cache
def _zipped(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 9)
