"""A step of the wheel's build: its large tables are packed. pyproject.toml names it; nothing imports it."""

from __future__ import annotations

import runpy
from pathlib import Path

from setuptools.command.build_py import build_py

__all__ = ["PackTables"]

# A smaller file in bytes gains nothing.
LARGE = 100_000


class PackTables(build_py):
    """Builds the packages of a wheel, and packs the large tables among them."""

    def run(self) -> None:
        super().run()
        # An editable installation reads the checkout.
        if self.editable_mode:
            return
        # By its path: a build has an environment of its own, without this package.
        pack = runpy.run_path(str(Path(__file__).with_name("packing.py")))["pack"]
        for file in Path(self.build_lib, "clusterbook/tables/data").glob("*.csv.gz"):
            if file.stat().st_size > LARGE:
                pack(file)
                file.unlink()
