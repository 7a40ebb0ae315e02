#!/usr/bin/env bash
# One would expect that drawing a network leaves the network as it was.
# pyvis 0.3.2, 30 November 2026: from_nx moves the weight of every tie of the networkx graph itself to "width", so that
# all weighted measures taken after the picture count every tie as 1, without a message.
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
graph.add_weighted_edges_from([("Japan", "UK", 8), ("Japan", "G7", 3), ("UK", "G7", 1)])


def show(when):
    shortest = nx.shortest_path(graph, "UK", "Japan", weight="weight")
    print(f"{when}: strength of Japan {graph.degree('Japan', weight='weight')},",
          f"shortest way by weight {' - '.join(shortest)}, a tie holds {graph.edges['Japan', 'UK']}")


print("pyvis", version("pyvis"), "networkx", version("networkx"))
show("before the picture")
Network().from_nx(graph)
show("after it")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
pyvis 0.3.2 networkx 3.6.1
before the picture: strength of Japan 11, shortest way by weight UK - G7 - Japan, a tie holds {'weight': 8}
after it: strength of Japan 2, shortest way by weight UK - Japan, a tie holds {'width': 8}
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
