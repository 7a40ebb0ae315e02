#!/usr/bin/env bash
# One would expect node_size_transf and edge_weight_transf to be applied once to each node and each tie.
# pyvis 0.3.2, 30 November 2026: from_nx applies the first once for every tie of a node, so that three nodes of one size
# are drawn in three sizes, and puts the weight itself where the result of the second should stand.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check pyvis==0.3.2 networkx==3.6.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import networkx as nx
from pyvis.network import Network

graph = nx.Graph()
graph.add_nodes_from(["Japan", "UK", "G7", "EU"], size=10)
graph.add_weighted_edges_from([("Japan", "UK", 8), ("Japan", "G7", 3), ("Japan", "EU", 1), ("UK", "EU", 1)])
picture = Network()
picture.from_nx(graph, node_size_transf=lambda size: size * 2, edge_weight_transf=lambda weight: weight / 2)

print("pyvis", version("pyvis"), "networkx", version("networkx"))
print("four nodes of size 10, to be doubled:", dict(graph.nodes(data="size")))
print("weights 8, 3, 1, 1, to be halved:", [edge["width"] for edge in picture.edges])
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
pyvis 0.3.2 networkx 3.6.1
four nodes of size 10, to be doubled: {'Japan': 80, 'UK': 40, 'G7': 20, 'EU': 40}
weights 8, 3, 1, 1, to be halved: [8, 3, 1, 1]
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
