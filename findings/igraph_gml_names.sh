#!/usr/bin/env bash
# One would expect names to be the same in igraph and networkx when they hand a network on as GML.
# 30 November 2026: igraph 1.0.0 takes the numbers for which networkx 3.6.1 writes letters (the format has only ASCII) for
# the name, with a warning for the first; it writes letters raw itself, which networkx refuses; and it drops the low line
# from the names of attributes, so that word_1 and word1 become one.
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

print("igraph", version("igraph"), "networkx", version("networkx"))
nx.write_gml(nx.Graph([("Japan", "Côte d'Ivoire"), ("Japan", "日本")]), "networkx.gml")
print("networkx to igraph:", igraph.Graph.Read_GML("networkx.gml").vs["label"])
graph = igraph.Graph(edges=[(0, 1)], vertex_attrs={"label": ["Japan", "Côte d'Ivoire"]})
graph.write_gml("igraph.gml")
try:
    print("igraph to networkx:", *nx.read_gml("igraph.gml"))
except nx.NetworkXError as error:
    print("igraph to networkx:", error)
graph = igraph.Graph(edges=[(0, 1)], vertex_attrs={"label": ["Japan", "UK"], "word_1": [5, 7], "word1": [0, 2]})
graph.write_gml("igraph.gml")
print("igraph to networkx:", dict(nx.read_gml("igraph.gml").nodes(data=True)))
print("igraph to igraph:", igraph.Graph.Read_GML("igraph.gml").vs.attributes())
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
igraph 1.0.0 networkx 3.6.1
networkx to igraph: ['Japan', "C&#244;te d'Ivoire", '&#26085;&#26412;']
igraph to networkx: input is not ASCII-encoded
igraph to networkx: {'Japan': {'word1': [5, 0]}, 'UK': {'word1': [7, 2]}}
igraph to igraph: ['id', 'label', 'word1']
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
