#!/usr/bin/env bash
# One would expect the layouts of one library to draw nodes with a heavy tie near each other, or all to draw them apart.
# networkx 3.6.1, 29 November 2026: "weight" draws together in spring_layout() and forceatlas2_layout(); for
# kamada_kawai_layout() it is a length, by default, so the pair with most in common stands farthest apart.
# Of "weight", its documentation says only that it is the weight of the edge.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check networkx==3.6.1 numpy==2.4.6 scipy==1.17.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
from math import dist

import networkx as nx

graph = nx.Graph()
graph.add_weighted_edges_from([("Ann", "Ben", 9), ("Ann", "Cleo", 5), ("Ben", "Cleo", 5)])

print("networkx", version("networkx"))
print("named together: Ann and Ben 9 times, Ann and Cleo 5, Ben and Cleo 5")
for name, options in (
    ("spring_layout", {"seed": 1}),
    ("forceatlas2_layout", {"seed": 1, "weight": "weight"}),
    ("kamada_kawai_layout", {}),
    ("kamada_kawai_layout", {"weight": None}),
):
    places = getattr(nx, name)(graph, **options)
    ratio = dist(places["Ann"], places["Ben"]) / dist(places["Ann"], places["Cleo"])
    where = "as far apart as" if 0.99 < ratio < 1.01 else "nearer than" if ratio < 1 else "farther apart than"
    print(f"{name} {options}: Ann and Ben stand {where} Ann and Cleo")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
networkx 3.6.1
named together: Ann and Ben 9 times, Ann and Cleo 5, Ben and Cleo 5
spring_layout {'seed': 1}: Ann and Ben stand nearer than Ann and Cleo
forceatlas2_layout {'seed': 1, 'weight': 'weight'}: Ann and Ben stand nearer than Ann and Cleo
kamada_kawai_layout {}: Ann and Ben stand farther apart than Ann and Cleo
kamada_kawai_layout {'weight': None}: Ann and Ben stand as far apart as Ann and Cleo
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
