#!/usr/bin/env bash
# One would expect that a name of a node which networkx writes into a Pajek file is read again, or refused when written.
# networkx 3.6.1 and igraph 1.0.0, 29 November 2026: networkx writes the quotation marks of a name as they are, inside
# quotation marks. It then reads another, shorter name without an error; igraph refuses the file.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check networkx==3.6.1 numpy==2.4.6 igraph==1.0.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import igraph
import networkx as nx

graph = nx.Graph()
graph.add_edge("Japan", 'the ship "Northern Star"', weight=2)
nx.write_pajek(graph, "graph.net")

print("networkx", version("networkx"), "igraph", version("igraph"))
print("written:", sorted(graph))
print("read by networkx:", sorted(nx.read_pajek("graph.net")))
try:
    print("read by igraph:", igraph.Graph.Read_Pajek("graph.net").vs["id"])
except igraph.InternalError as error:
    print("igraph:", type(error).__name__)
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
networkx 3.6.1 igraph 1.0.0
written: ['Japan', 'the ship "Northern Star"']
read by networkx: ['Japan', 'the ship Northern']
igraph: InternalError
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
