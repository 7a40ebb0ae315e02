#!/usr/bin/env bash
# One would expect every centrality of networkx to list its nodes in the order of the graph.
# networkx 3.6.1, 30 November 2026: harmonic_centrality lists them in the order of a set, which changes from run to run,
# so its values(), put beside the nodes of the graph or another centrality's values(), belong to other nodes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check networkx==3.6.1

venv/bin/python - >now.txt <<'PYTHON'
import os
import subprocess
import sys
from importlib.metadata import version

PROGRAM = """
import networkx as nx
graph = nx.Graph([("UK", "Japan"), ("Japan", "India"), ("Japan", "ASEAN"), ("India", "Australia"), ("ASEAN", "Quad")])
print("closeness: ", *nx.closeness_centrality(graph))
print("harmonic:  ", *nx.harmonic_centrality(graph))
print("beside the nodes:", *(f"{node} {value:.2f}" for node, value in zip(graph, nx.harmonic_centrality(graph).values())))
"""

print("networkx", version("networkx"))
for seed in ("1", "2"):
    print("hash seed", seed)
    sys.stdout.flush()
    subprocess.run([sys.executable, "-c", PROGRAM], env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
networkx 3.6.1
hash seed 1
closeness:  UK Japan India ASEAN Australia Quad
harmonic:   UK Japan ASEAN India Australia Quad
beside the nodes: UK 2.67 Japan 4.00 India 3.33 ASEAN 3.33 Australia 2.42 Quad 2.42
hash seed 2
closeness:  UK Japan India ASEAN Australia Quad
harmonic:   India UK Australia ASEAN Japan Quad
beside the nodes: UK 3.33 Japan 2.67 India 2.42 ASEAN 3.33 Australia 4.00 Quad 2.42
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
