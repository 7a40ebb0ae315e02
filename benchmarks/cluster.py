"""Time, memory and traffic of the calls of accordlib.cluster, for shares of a folder of texts.

``python benchmarks/cluster.py FOLDER`` prints one line for each call, share and number of workers
(0 is without a cluster, in this process). Every line is measured in processes of its own.
"""

import json
import pickle
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pandas  # noqa: F401 - so that no call is the one that has to import it

from accordlib import cluster, load_gazetteer
from accordlib.cluster.portions import in_order

SHARES = (8, 4, 2, 1)
WORKERS = (0, 1, 2)
CALLS = {
    "term_frequencies": cluster.term_frequencies,
    "by document": lambda texts, client: cluster.term_frequencies(texts, "document", client=client),
    "keyness": lambda texts, client: cluster.keyness(*halves(texts), client=client),
    "collocates": lambda texts, client: cluster.collocates(texts, "security", client=client),
    "find_mentions": lambda t, client: cluster.find_mentions(t, load_gazetteer(), client=client),
    "tokenize": cluster.tokenize,
}


def halves(texts):
    """Return every other file, and the rest."""
    files = [entry.path for entry in texts.files.values()]
    return [cluster.texts_in(files[n::2], part_bytes=texts.part_bytes) for n in (0, 1)]


def spent():
    """Return the processor time and the most memory that this process has used so far."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    [peak] = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return time.process_time(), int(peak) / 1024


class Scales:
    """Weighs what the parts give back, as it would go over the network."""

    def __init__(self):
        self.bytes = 0

    def __call__(self, step, parts, client):
        """Take the step on every part, as `in_order` does."""
        for result in in_order(step, parts, client):
            self.bytes += len(pickle.dumps(result))
            yield result


def measure(folder, share, workers, name):
    """Measure one call and return what is to be printed."""
    files = sorted(Path(folder).glob("*.txt"))[::share]
    texts = cluster.texts_in(files)
    scales = Scales()
    with ExitStack() as stack:
        client = None
        if workers:
            from distributed import Client, LocalCluster

            local = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
            )
            client = stack.enter_context(Client(stack.enter_context(local)))
            client.run(__import__, "accordlib.cluster")
            client.run(__import__, "pandas")
        else:
            cluster.in_order = scales
        at_workers = list(client.run(spent).values()) if client else []
        here, began = spent(), time.perf_counter()
        result = CALLS[name](texts, client=client)
        took, then = time.perf_counter() - began, spent()
        after = list(client.run(spent).values()) if client else []
    return {
        "call": name,
        "bytes": sum(f.stat().st_size for f in files),
        "parts": len(texts.parts()),
        "workers": workers,
        "rows": len(result),
        "seconds": round(took, 2),
        "cpu_here": round(then[0] - here[0], 2),
        "cpu_workers": round(sum(a[0] - b[0] for a, b in zip(after, at_workers, strict=True)), 2),
        "mb_here": round(then[1]),
        "mb_before": round(here[1]),
        "mb_worker": round(max((a[1] for a in after), default=0)),
        "mb_sent": round(scales.bytes / 1e6, 2),
    }


def main():
    """Measure all calls, or one of them if share, workers and name are given too."""
    folder, *chosen = sys.argv[1:]
    if chosen:
        share, workers, name = chosen
        print(json.dumps(measure(folder, int(share), int(workers), name)))
        return
    for name in CALLS:
        for share in SHARES:
            for workers in WORKERS:
                command = [sys.executable, __file__, folder, str(share), str(workers), name]
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
