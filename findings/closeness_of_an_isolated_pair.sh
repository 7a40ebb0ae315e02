#!/usr/bin/env bash
# One would expect closeness centrality to rank the same nodes first in two libraries.
# 29 November 2026: igraph 1.0.0 looks only at the nodes within reach, so two nodes that know only each other
# come first of all; networkx 3.6.1 scales by the share within reach, so the same two come last.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check igraph==1.0.0 networkx==3.6.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import igraph
import networkx as nx

edges = [(0, 1), (1, 2), (2, 3), (4, 5)]
print("igraph", version("igraph"), "networkx", version("networkx"))
print("a chain 0-1-2-3 and a pair 4-5")
print("igraph:  ", *(f"{value:.2f}" for value in igraph.Graph(edges=edges).closeness()))
closeness = nx.closeness_centrality(nx.Graph(edges))
print("networkx:", *(f"{closeness[node]:.2f}" for node in range(6)))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
igraph 1.0.0 networkx 3.6.1
a chain 0-1-2-3 and a pair 4-5
igraph:   0.50 0.75 0.75 0.50 1.00 1.00
networkx: 0.30 0.45 0.45 0.30 0.20 0.20
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
