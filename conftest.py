"""What every pytest run of the course needs, the notebooks' own cells included."""

from collections.abc import Generator

import pytest
from kernels import use_local_sockets

use_local_sockets()


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """After the cells of a notebook that was written, check its prose and its figures."""
    report = yield
    if type(collector).__name__ == "IPyNbFile" and report.passed:
        from stored import IN_HTML
        from written import checks

        collector.sanitize_patterns[IN_HTML.pattern] = "PNG"  # compared by its pixels, below
        report.result = [*report.result, *checks(collector)]
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Measure the figures that a notebook shows from its first cell on."""
    yield
    if type(item).__name__ == "IPyNbCell":
        from written import watch

        watch(item.parent)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """After nbval has compared a cell, compare what it does not see."""
    yield
    if type(item).__name__ == "IPyNbCell" and item.options["check"]:
        from stored import unlike

        for difference in unlike(item.cell, item.test_outputs):
            item.raise_cell_error(difference, "")
