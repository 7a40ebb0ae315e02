"""What the tests share: the notebooks, and how a lesson is run in a kernel of its own."""

import gc
import json
import os
import shutil
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import nbformat
import pytest
from hostile import NO_ROOM
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from written import Kernel

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "no Chromium is installed here"


@cache
def lessons() -> list[Path]:
    """Return the paths of all lessons, in the order of the course."""
    return sorted((ROOT / "notebooks").glob("*.ipynb"))


@cache
def notebooks() -> list[Path]:
    """Return the paths of all notebooks: lessons, exercises and solutions."""
    return lessons() + sorted((ROOT / "exercises").rglob("*.ipynb"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for one of these names once for each of its notebooks."""
    for fixture, paths in (("lesson", lessons()), ("notebook_path", notebooks())):
        if fixture in metafunc.fixturenames:
            names = [f"{path.parent.name}/{path.stem}" for path in paths]
            metafunc.parametrize(fixture, paths, ids=names)


# Much work and few lines of their own: not asked by ``course.py mutants`` which lines they reach.
UNMEASURED = set("characters figures fuzz linear scanning sets wrong_arguments".split())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out of pytest-cov's measuring, which is slow, what takes long and adds nothing."""
    for item in items:
        is_random = item.get_closest_marker("hypothesis")
        if is_random or item.path.stem.removeprefix("test_") in UNMEASURED:
            item.add_marker("no_cover")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Spare the garbage collector what stays; what tests start is measured by nobody."""
    gc.freeze()
    if hasattr(session.config, "workerinput"):
        os.environ.pop("SLIPCOVER_ENABLED", None)


@pytest.fixture
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@contextmanager
def running(notebook: nbformat.NotebookNode, folder: Path) -> Iterator[Kernel]:
    """Run a notebook's cells in a folder; give the kernel as long as the block lasts."""
    copied = nbformat.reads(json.dumps(notebook), as_version=4)
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(copied, timeout=120, kernel_name="python3", resources=resources)
    with client.setup_kernel():
        for index, cell in enumerate(copied.cells):
            client.execute_cell(cell, index)

        async def execute(code: str, **options: object) -> dict:
            return await client.kc.execute(code, **options)

        yield Kernel(run_sync(execute))


@pytest.fixture(scope="session")
def run_notebook():
    """Return the function that runs a notebook in a kernel of its own."""
    return running


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests of the exercises have counted."""
    counted: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call" and "test_sets" in report.nodeid:
                counted.update(dict(report.user_properties))
    if counted:
        terminalreporter.section("exercises")
        terminalreporter.line(", ".join(f"{number:,} {name}" for name, number in counted.items()))


@pytest.fixture(scope="module")
def browser():
    """Return a Chromium without a network, one for the tests of a module.

    It is no longer there when tests of another module run: beside it no loop of asyncio starts.
    """
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def open_page(browser):
    """Return the function that opens HTML, or a file, and holds that nothing is asked of outside.

    Whatever a page reports as an error fails the tests of its module at their end.
    """
    problems = []

    def opened(content: str | Path, width: int = 1366, height: int = 768, **options: object):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: said.type == "error" and problems.append(said.text))
        page.on("request", lambda asked: problems.extend([asked.url] * is_outside(asked.url)))
        if isinstance(content, Path):
            page.goto(content.as_uri())
        else:
            page.set_content(content)
        return page

    yield opened
    assert problems == []


def is_outside(address: str) -> bool:
    """Tell whether an address is of no file and nothing that is already in the page."""
    return not address.startswith(("file:", "data:", "blob:", "about:"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, object, object]:
    """Say in the last lines what was missing, and how many tests for want of it did not run."""
    if hasattr(session.config, "workerinput"):
        os.environ["SLIPCOVER_ENABLED"] = "1"  # or it writes nothing of what it has measured
    result = yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", ()) if reporter else ()
    for reason, tests in ((NO_BROWSER, "views and pages"), (NO_ROOM, "marks")):
        if number := sum(reason in str(report.longrepr) for report in skipped):
            reporter.line(f"{number} tests of {tests} were skipped: {reason}.")
    return result
