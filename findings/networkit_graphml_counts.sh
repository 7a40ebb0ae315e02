#!/usr/bin/env bash
# One would expect a reader of GraphML to read the weights of ties, whole numbers and others alike.
# networkit 11.3, 30 November 2026: only weights of the type double are read. Counts, which networkx writes as long (a type
# of the format, as int is), are dropped without a message, and every tie weighs 1.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check networkit==11.3 networkx==3.6.1 numpy==2.4.6 scipy==1.17.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import networkit
import networkx as nx

print("networkit", version("networkit"), "networkx", version("networkx"))
for first, second in ((8, 3), (8.0, 3.0)):
    graph = nx.Graph()
    graph.add_weighted_edges_from([("Japan", "UK", first), ("Japan", "G7", second)])
    nx.write_graphml(graph, "accord.graphml")
    with open("accord.graphml", encoding="utf-8") as file:
        kind = file.read().split('attr.type="')[1].split('"')[0]
    read = networkit.readGraph("accord.graphml", networkit.Format.GraphML)
    print(f"{first} and {second}, written as {kind}: weighted {read.isWeighted()},",
          "weights", sorted((weight for _, _, weight in read.iterEdgesWeights()), reverse=True))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
networkit 11.3 networkx 3.6.1
8 and 3, written as long: weighted False, weights [1.0, 1.0]
identified graph as weighted
8.0 and 3.0, written as double: weighted True, weights [8.0, 3.0]
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
