#!/usr/bin/env bash
# One would expect a weight computed with NumPy to be written as a number that the same library can read.
# networkx 3.6.1 with numpy 2.4.6, 29 November 2026: generate_gml() and write_gml() write the number's
# repr in capitals, NP.FLOAT64(0.5), without an error; parse_gml() and read_gml() stop at it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check networkx==3.6.1 numpy==2.4.6

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import networkx as nx
import numpy as np

print("networkx", version("networkx"), "numpy", version("numpy"))
for weight in (0.5, np.mean([0, 1])):
    graph = nx.Graph()
    graph.add_edge("Manila", "Tokyo", weight=weight)
    lines = list(nx.generate_gml(graph))
    print("written:", *(line.strip() for line in lines if "weight" in line))
    try:
        print("read:", nx.parse_gml(lines).edges["Manila", "Tokyo"])
    except nx.NetworkXError as error:
        print("not read:", str(error).split(" at ")[0])
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
networkx 3.6.1 numpy 2.4.6
written: weight 0.5
read: {'weight': 0.5}
written: weight NP.FLOAT64(0.5)
not read: expected an int, float, string or '[', found 'NP'
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
