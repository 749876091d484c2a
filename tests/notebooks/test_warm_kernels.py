"""Kernels that are split off from a process with everything loaded: each is a kernel of its own, and ends as one."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

from bookpress.build import warm_kernels as kernels
from bookpress.build.warm_kernels import KERNEL, imported_by_most, warm_kernels

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="NOT TESTED: kernels are split off on Linux alone"
)


@contextlib.contextmanager
def kernel(**given):
    manager, client = start_new_kernel(kernel_name=KERNEL, **given)
    try:
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def said(client, source):
    with redirect_stdout(io.StringIO()) as out:
        client.execute_interactive(source, timeout=60)
    return out.getvalue().strip()


def gone(process):
    for _ in range(200):
        # One that has ended and that nobody has waited for is gone, too.
        status = Path(f"/proc/{process}/stat")
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if status.read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.05)
                continue
        return True
    return False


@pytest.fixture(scope="module")
def warm():
    with warm_kernels(["colorsys"]) as started:
        assert started
        yield


@pytest.mark.usefixtures("warm")
def test_a_kernel_has_the_modules_and_its_own_folder_variables_and_chance(tmp_path):
    ask = (
        "import os, sys, numpy; print('colorsys' in sys.modules, os.getcwd(), os.environ.get('TOLD'), "
        "numpy.random.rand(), os.getppid())"
    )
    (tmp_path / "other").mkdir()
    asked = ["--HistoryManager.hist_file=:memory:"]
    with (
        kernel(cwd=str(tmp_path), env=os.environ | {"TOLD": "yes"}, extra_arguments=asked) as (
            _,
            one,
        ),
        kernel(cwd=str(tmp_path / "other")) as (_, other),
    ):
        said(one, "import numpy; numpy.left_behind = 1")
        loaded, folder, told, drawn, parent = said(one, ask).split()
        loaded_there, folder_there, told_there, drawn_there, parent_there = said(other, ask).split()
        assert said(one, "print(get_ipython().history_manager.hist_file)") == ":memory:"
        assert "False" in said(other, "print(hasattr(numpy, 'left_behind'))")
    assert (loaded, folder, told) == ("True", str(tmp_path), "yes")
    assert (loaded_there, folder_there, told_there) == ("True", str(tmp_path / "other"), "None")
    assert drawn != drawn_there
    assert parent == parent_there != str(os.getpid())


# What packages may set up otherwise when they are loaded before there is a kernel.
SET_UP = """
import json, sys, warnings
import numpy, pandas, matplotlib
options = {name: repr(pandas.get_option(name)) for name in (
    "display.max_columns", "display.max_rows", "display.width", "display.large_repr", "mode.string_storage")}
print(json.dumps({
    "pandas": options,
    "numpy": repr(sorted(numpy.get_printoptions().items(), key=str)),
    "matplotlib": {name: repr(matplotlib.rcParams._get(name)) for name in matplotlib.rcParams},
    "warnings": sorted(map(repr, warnings.filters)),  # the last loaded comes first
    "path": sys.path,
    "interpreter": [sys.executable, sys.prefix, sys.getrecursionlimit(), sys.displayhook.__class__.__name__],
}))
"""


def test_packages_are_set_up_as_in_a_kernel_that_starts_by_itself(monkeypatch, tmp_path):
    with monkeypatch.context() as here:
        # Those of other tests would be found here, too.
        here.delenv("JUPYTER_PATH", raising=False)
        with kernel(cwd=str(tmp_path)) as (_, ordinary):
            assert said(ordinary, "import os; print(os.getppid())") == str(os.getpid())
            alone = json.loads(said(ordinary, SET_UP))
    with warm_kernels(["numpy", "pandas"]), kernel(cwd=str(tmp_path)) as (_, split):
        assert json.loads(said(split, SET_UP)) == alone


@pytest.mark.usefixtures("warm")
def test_it_can_be_interrupted_and_draws_into_its_outputs():
    with kernel() as (manager, client):
        begin = "import time; print('began', flush=True); time.sleep(600)"
        # What is asked right after an error would be left aside otherwise.
        client.execute(begin, stop_on_error=False)
        while client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
            pass
        manager.interrupt_kernel()
        while (told := client.get_shell_msg(timeout=60))["msg_type"] != "execute_reply":
            pass
        assert told["content"]["ename"] == "KeyboardInterrupt"
        assert said(client, "print('goes on')") == "goes on"
        shown = []
        client.execute_interactive(
            "import matplotlib.pyplot as plt; plt.plot([1, 2]);",
            output_hook=lambda told: shown.append(told["msg_type"]),
            timeout=60,
        )
        assert "display_data" in shown


@pytest.mark.usefixtures("warm")
def test_it_ends_with_all_that_it_has_started():
    with kernel() as (manager, client):
        own = said(client, "import os; print(os.getpid())")
        started = said(client, "import subprocess; print(subprocess.Popen(['sleep', '600']).pid)")
        assert not gone_now(own) and not gone_now(started)
    assert gone(own) and gone(started)
    assert not manager.is_alive()


def gone_now(process):
    return not Path(f"/proc/{process}").exists()


@pytest.mark.usefixtures("warm")
def test_who_watches_it_sees_it_end():
    with kernel() as (manager, client):
        client.execute("import os; os._exit(3)")
        assert awaited(lambda: not manager.is_alive())


def awaited(happened):
    for _ in range(1200):
        if happened():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.usefixtures("warm")
def test_who_watches_it_sees_it_end_though_what_it_has_split_off_goes_on():
    split = "import os, time\nchild = os.fork()\nif not child:\n    time.sleep(600)\nprint(child)"
    with kernel() as (manager, client):
        child = int(said(client, split))
        try:
            client.execute("os._exit(3)")
            assert awaited(lambda: not manager.is_alive())
            assert not gone_now(child)
        finally:
            os.kill(child, signal.SIGKILL)


@pytest.mark.usefixtures("warm")
def test_it_ends_when_who_has_asked_for_it_is_killed():
    with kernel() as (manager, client):
        own, split = said(client, "import os; print(os.getpid(), os.getppid())").split()
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        assert gone(own)
        assert not gone_now(split)


STARTS = """
import time
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3")
client.execute_interactive("import os; print(os.getpid(), os.getppid(), flush=True)")
time.sleep(600)
"""


@pytest.mark.usefixtures("warm")
def test_it_ends_when_who_has_started_it_is_killed():
    with subprocess.Popen([sys.executable, "-c", STARTS], stdout=subprocess.PIPE) as starter:
        own, split = starter.stdout.readline().split()
        starter.kill()
    assert gone(own.decode())
    assert not gone_now(split.decode())


HOLDS = """
import signal, time
from bookpress.build.warm_kernels import warm_kernels
# Where tests run in the background, an interrupt is ignored by whom they start, too.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    with warm_kernels(["loaded_last"]):
        time.sleep(600)
except KeyboardInterrupt:
    pass
"""


@pytest.fixture
def holder(tmp_path):
    """A process that holds warm kernels, in a group of its own, and the folder that it has for temporary things."""
    source = "import pathlib; pathlib.Path(__file__).with_name('loaded').touch()"
    (tmp_path / "loaded_last.py").write_text(source, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(tmp_path)},
        start_new_session=True,
    ) as process:
        assert awaited(lambda: (tmp_path / "loaded").exists())
        assert list(tmp_path.glob("kernels-*"))
        yield process, tmp_path
        process.kill()


def test_an_interrupt_is_for_who_holds_them_alone(holder):
    process, folder = holder
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=60) == (b"", b"")
    assert not list(folder.glob("kernels-*"))


def test_nothing_is_left_where_who_holds_them_is_killed(holder):
    process, folder = holder
    os.killpg(process.pid, signal.SIGKILL)
    assert awaited(lambda: not list(folder.glob("kernels-*")))


# What a package may hold for as long as there is a process that has loaded it.
LENDS = """
import pathlib, weakref
class Lent: pass
lent, file = Lent(), pathlib.Path({file!r})
file.touch()
weakref.finalize(lent, file.unlink)
"""


def test_at_its_end_it_takes_away_its_own_temporary_folders_alone(monkeypatch, tmp_path):
    file = tmp_path / "lent"
    (tmp_path / "lends.py").write_text(LENDS.format(file=str(file)), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ask = "import tempfile; folder = tempfile.TemporaryDirectory(); print(folder.name)"
    with warm_kernels(["lends"]):
        manager, client = start_new_kernel(kernel_name=KERNEL)
        folder = Path(said(client, ask))
        assert folder.is_dir()
        client.stop_channels()
        manager.shutdown_kernel()
        assert not folder.exists()
        assert file.exists()
    assert not file.exists()


def test_where_nobody_answers_it_is_an_ordinary_kernel(monkeypatch, tmp_path):
    spec = tmp_path / "kernels" / KERNEL / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(kernels.json.dumps(kernels._spec(str(tmp_path / "nobody"))))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    with kernel() as (_, client):
        assert said(client, "print(6 * 7)") == "42"


def test_where_processes_cannot_be_split_nothing_is_changed(monkeypatch):
    monkeypatch.setattr(kernels.sys, "platform", "win32")
    before = dict(os.environ)
    with warm_kernels() as started:
        assert not started
        assert dict(os.environ) == before


def test_what_is_loaded_is_what_most_notebooks_import(tmp_path):
    sources = [
        "import a\nfrom b.c import d",
        "import a, e",
        "from b.c import f\nimport a",
        "%magic",
    ]
    for number, source in enumerate(sources):
        cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
        (tmp_path / f"{number}.ipynb").write_text(
            kernels.json.dumps({"cells": [cell], "metadata": {}})
        )
    assert imported_by_most(sorted(tmp_path.glob("*.ipynb"))) == ["a", "b.c"]
    assert imported_by_most([]) == []


def test_where_a_socket_finds_no_place_kernels_start_by_themselves(monkeypatch, tmp_path):
    deep = tmp_path / ("deep" * 30)
    deep.mkdir()
    monkeypatch.setattr(kernels.tempfile, "tempdir", str(deep))
    before = dict(os.environ)
    with warm_kernels() as started:
        assert not started
        assert dict(os.environ) == before
    assert not list(deep.iterdir())


@pytest.mark.usefixtures("warm")
def test_a_kernel_warns_nobody_of_how_it_talks_within_this_machine(capfd):
    with kernel() as (_, client):
        assert said(client, "print(1)") == "1"
    assert "WARNING" not in capfd.readouterr().err
