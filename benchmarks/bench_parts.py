"""Single tasks beside other libraries and plain Python, in this process, sides in turn."""

import pytest
from measure import alternate
from sides.common import texts
from tasks import Tasks

NAMES = (
    "tokenize",
    "collocates",
    "find_mentions",
    "null_model",
    "versions",
    "article",
    "collation",
)


@pytest.fixture(scope="module")
def tasks(corpus):
    """Return the tasks on every eighth text, and at least on a hundred."""
    found = texts(corpus)
    return Tasks(found[:: max(1, min(8, len(found) // 100))])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
def test_part(benchmark, tasks, rounds, name):
    if name in ("article", "collation"):
        pytest.importorskip("collatex")
    benchmark.group = "parts"
    sides, check = getattr(tasks, name)()
    seconds, results = benchmark.pedantic(alternate, (sides, rounds), rounds=1)
    benchmark.extra_info.update(name=name, table=seconds, note=check(results))
