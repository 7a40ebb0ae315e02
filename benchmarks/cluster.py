"""What the calls of accordlib.cluster cost, for shares of a folder: benchmarks/cluster.py FOLDER.

Each call, share and number of workers (0: without a cluster) has a line and a process of its own.
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

SHARES, WORKERS = (8, 4, 2, 1), (0, 1, 2)
CALLS = {
    "term_frequencies": cluster.term_frequencies,
    "by document": lambda texts, client: cluster.term_frequencies(texts, "document", client=client),
    "keyness": lambda texts, client: cluster.keyness(texts[::2], texts[1::2], client=client),
    "collocates": lambda texts, client: cluster.collocates(texts, "security", client=client),
    "find_mentions": lambda t, client: cluster.find_mentions(t, load_gazetteer(), client=client),
    "tokenize": cluster.tokenize,
}


def spent():
    """Return the processor seconds and the most memory in MB that this process has used so far."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    [peak] = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return time.process_time(), int(peak) / 1024


def measure(folder, share, workers, name):
    """Measure one call and return what is to be printed."""
    files, sent = sorted(Path(folder).glob("*.txt"))[::share], []

    def weighed(step, texts, client, on_each=cluster.on_each):
        for result in on_each(step, texts, client):
            sent.append(len(pickle.dumps(result)) if workers == 0 else 0)
            yield result

    cluster.on_each = weighed
    with ExitStack() as stack:
        client = None
        if workers:
            from distributed import Client, LocalCluster

            where = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
            local = LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, **where)
            client = stack.enter_context(Client(stack.enter_context(local)))
            client.run(__import__, "accordlib.cluster")
            client.run(__import__, "pandas")
        before = list(client.run(spent).values()) if client else []
        here, began = spent(), time.perf_counter()
        CALLS[name](files, client=client)
        took, then = time.perf_counter() - began, spent()
        after = list(client.run(spent).values()) if client else []
    return {
        "call": name,
        "bytes": sum(f.stat().st_size for f in files),
        "workers": workers,
        "seconds": round(took, 2),
        "cpu_here": round(then[0] - here[0], 2),
        "cpu_workers": round(sum(a[0] - b[0] for a, b in zip(after, before, strict=True)), 2),
        "mb_here": round(then[1] - here[1]),
        "mb_worker": round(max((a[1] for a in after), default=0)),
        "mb_sent": round(sum(sent) / 1e6, 2),
    }


if __name__ == "__main__":
    folder, *chosen = sys.argv[1:]
    if chosen:
        print(json.dumps(measure(folder, int(chosen[0]), int(chosen[1]), chosen[2])), flush=True)
    every = [(n, s, w) for n in CALLS for s in SHARES for w in WORKERS] if not chosen else []
    for name, share, workers in every:
        subprocess.run([sys.executable, __file__, folder, str(share), str(workers), name])
