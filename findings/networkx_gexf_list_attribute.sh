#!/usr/bin/env bash
# One would expect a list as an attribute to be refused, or read again as the list that was written.
# networkx 3.6.1, 29 November 2026: GEXF takes every list for values with a beginning and an end in time, so codes of
# three letters are cut up without an error (J from P to N), and other words raise an error that does not say why.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check networkx==3.6.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
import io

import networkx as nx

print("networkx", version("networkx"))
for codes in (["JPN", "PHL"], ["Japan", "Philippines"]):
    graph = nx.Graph()
    graph.add_node("accord", signed_by=codes)
    try:
        written = "".join(nx.generate_gexf(graph))
        read = nx.read_gexf(io.BytesIO(written.encode()))
        print(codes, "becomes", read.nodes["accord"]["signed_by"])
    except ValueError:
        print(codes, "ValueError")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
networkx 3.6.1
['JPN', 'PHL'] becomes [('J', 'P', 'N'), ('P', 'H', 'L')]
['Japan', 'Philippines'] ValueError
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
