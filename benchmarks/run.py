"""Measure accordlib beside other libraries; write README.md and speed.png.

python benchmarks/run.py [--corpus FOLDER] [--megabytes 20] [--rounds 3] [-k EXPRESSION]
"""

import sys
import tempfile
from pathlib import Path

import pytest
from report import write

HERE = Path(__file__).resolve().parent
OPTIONS = (
    *("--rootdir", str(HERE), "--confcutdir", str(HERE), "--import-mode", "prepend"),
    *("-c", str(HERE / "pytest.ini"), "-q", "-s", "--benchmark-disable-gc"),
)


def main() -> int:
    """Run the benchmarks; write the report if all of them were run and no result differed."""
    arguments = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.json"
        code = pytest.main([*OPTIONS, f"--benchmark-json={found}", str(HERE), *arguments])
        if code == 0 and "-k" not in arguments:
            write(found, HERE)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
