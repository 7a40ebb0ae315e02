"""What every pytest run of the course needs, the notebooks' own cells included."""

from collections.abc import Generator

import pytest
from kernels import use_local_sockets

use_local_sockets()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """After nbval has compared a cell, compare what it does not see."""
    yield
    if type(item).__name__ == "IPyNbCell" and item.options["check"]:
        from stored import unlike

        for difference in unlike(item.cell, item.test_outputs):
            item.raise_cell_error(difference, "")
