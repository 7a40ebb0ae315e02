"""The data are a valid Frictionless Data Package."""

import json
import shutil

import pytest
from frictionless import validate


def test_the_package_is_valid(root):
    report = validate(root / "data" / "datapackage.json")
    assert report.valid, report.to_summary()


@pytest.mark.parametrize("damage", ["hash", "gone"])
def test_a_damaged_package_is_invalid(root, tmp_path, damage):
    shutil.copytree(root / "data", tmp_path / "data")
    descriptor = tmp_path / "data" / "datapackage.json"
    package = json.loads(descriptor.read_text("utf-8"))
    text = tmp_path / "data" / package["resources"][0]["path"]
    if damage == "gone":
        text.unlink()
    else:
        text.write_bytes(text.read_bytes() + b" ")
    assert not validate(descriptor).valid
