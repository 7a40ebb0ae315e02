#!/usr/bin/env bash
# One would expect transitivity, by networkx 3 times the triangles by the triads, to be 1 where every two steps have a short cut.
# networkx 3.6.1, 30 November 2026: transitivity takes a directed graph and looks at pairs of ties that leave one node, each
# in two orders, so that a transitive triad has 0.5 and a circle of three 0. The share of pairs of steps A to B to C with
# a tie A to C (Holland and Leinhardt 1971; Wasserman and Faust 1994) is 1 and 0; igraph 1.0.0 ignores directions: 1 and 1.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check networkx==3.6.1 igraph==1.0.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
from itertools import permutations

import igraph
import networkx as nx

print("networkx", version("networkx"), "igraph", version("igraph"))
for name, ties in (
    ("UK and Japan cite the G7, Japan cites the UK", [("UK", "G7"), ("Japan", "G7"), ("Japan", "UK")]),
    ("each cites the next", [("UK", "G7"), ("G7", "Japan"), ("Japan", "UK")]),
):
    graph = nx.DiGraph(ties)
    steps = [(a, c) for a, b, c in permutations(graph, 3) if graph.has_edge(a, b) and graph.has_edge(b, c)]
    print(f"{name}: networkx {nx.transitivity(graph):.2f}, without directions {nx.transitivity(graph.to_undirected()):.2f},",
          f"igraph {igraph.Graph.from_networkx(graph).transitivity_undirected():.2f},",
          f"two steps with a short cut {sum(graph.has_edge(*ends) for ends in steps) / len(steps):.2f}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
networkx 3.6.1 igraph 1.0.0
UK and Japan cite the G7, Japan cites the UK: networkx 0.50, without directions 1.00, igraph 1.00, two steps with a short cut 1.00
each cites the next: networkx 0.00, without directions 1.00, igraph 1.00, two steps with a short cut 0.00
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
