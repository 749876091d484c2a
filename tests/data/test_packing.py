"""Large tables as a wheel carries them: they read as those of the checkout do."""

import gzip
import shutil

import pandas as pd
import pytest

from clusterbook.tables import loading, package
from clusterbook.tables.packing import pack, packed_file, unpacked

LARGE = sorted(
    entry["name"] for entry in package.package()["resources"] if entry["path"].endswith(".csv.gz")
)


@pytest.mark.parametrize("name", LARGE)
def test_a_packed_table_is_the_same_text(name, tmp_path):
    file = package.directory() / package.resource(name)["path"]
    shutil.copy(file, tmp_path)
    text = gzip.decompress(file.read_bytes()).decode()
    assert unpacked(pack(tmp_path / file.name)).getvalue() == text


def test_a_table_is_loaded_from_either_file(tmp_path, monkeypatch):
    entry = package.resource("shift_share_countries")
    whole = loading.load("shift_share_countries")
    shutil.copy(package.directory() / entry["path"], tmp_path)
    shutil.copy(package.directory() / "datapackage.json", tmp_path)
    monkeypatch.setattr(package, "directory", lambda: tmp_path)
    packed = pack(tmp_path / entry["path"])
    assert package.file_of(entry) == tmp_path / entry["path"]
    (tmp_path / entry["path"]).unlink()
    assert package.file_of(entry) == packed == packed_file(tmp_path / entry["path"])
    pd.testing.assert_frame_equal(loading.load("shift_share_countries"), whole)
    packed.unlink()
    with pytest.raises(FileNotFoundError, match="make data"):
        loading.load("shift_share_countries")
