#!/usr/bin/env bash
# One would expect the columns of an edge table in the order in which the edges name their attributes.
# networkx 3.6.1, 29 November 2026: to_pandas_edgelist() gathers the names in a set, so
# the order of the columns changes from run to run with the hash seed.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check networkx==3.6.1 numpy==2.4.6 pandas==3.1.0

cat >table.py <<'PYTHON'
import networkx as nx

graph = nx.Graph()
graph.add_edge("Manila", "Tokyo", weight=3, verb="visits", year=2026)
print(*nx.to_pandas_edgelist(graph).columns)
PYTHON

for seed in 0 1 2 3 4 5 6 7 8 9; do
    PYTHONHASHSEED=$seed venv/bin/python table.py
done >orders.txt
sort orders.txt | uniq -c

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

with open("orders.txt", encoding="utf-8") as lines:
    orders = set(lines)
print("networkx", version("networkx"))
print("the edge names weight, verb, year")
print("the same order of columns under ten hash seeds:", len(orders) == 1)
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
networkx 3.6.1
the edge names weight, verb, year
the same order of columns under ten hash seeds: False
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
