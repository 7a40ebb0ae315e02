"""Options of the benchmarks and the corpus that they measure on."""

from pathlib import Path

import pytest
from samples import resampled


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("accordlib")
    group.addoption("--corpus", type=Path, help="plain-text files, in any subfolder")
    group.addoption("--megabytes", type=float, default=20, help="size of the resampled corpus")
    group.addoption("--conc", help="the Python of an environment that has conc in it")
    group.addoption("--rounds", type=int, default=3, help="how often each side is run")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let rounds follow one another, each with all sides in turn."""
    if "turn" in metafunc.fixturenames:
        metafunc.parametrize("turn", range(metafunc.config.getoption("--rounds")), scope="module")


@pytest.fixture(scope="session")
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the corpus."""
    given = request.config.getoption("--corpus")
    if given is not None:
        if not any(given.rglob("*.txt")):
            raise pytest.UsageError(f"There is no .txt file in {given}.")
        return given
    folder = tmp_path_factory.mktemp("corpus")
    resampled(folder, request.config.getoption("--megabytes"))
    return folder


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """Return how often each side is run."""
    return request.config.getoption("--rounds")
