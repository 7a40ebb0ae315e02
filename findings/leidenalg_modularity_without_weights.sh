#!/usr/bin/env bash
# One would expect modularity of groups that were found by the weights of ties to be reckoned with these weights.
# leidenalg 0.12.0, 30 November 2026: the groups of find_partition(weights=...) have a modularity without weights, while
# quality() has it with them; groups that igraph 1.0.0 finds by weights have the weighted one under the same name.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check leidenalg==0.12.0 igraph==1.0.0 networkx==3.6.1

venv/bin/python - >now.txt <<'PYTHON'
import random
from importlib.metadata import version

import igraph
import leidenalg
import networkx as nx

print("leidenalg", version("leidenalg"), "igraph", version("igraph"))
graph = igraph.Graph.from_networkx(nx.karate_club_graph())
random.seed(1)
groups = leidenalg.find_partition(graph, leidenalg.ModularityVertexPartition, weights="weight", seed=1)
own = graph.community_multilevel(weights="weight")
for name, found in (("leidenalg", groups), ("igraph, multilevel", own)):
    weighted, plain = (graph.modularity(found.membership, weights=weights) for weights in ("weight", None))
    print(f"{name}: modularity {found.modularity:.2f}; with weights {weighted:.2f}, without {plain:.2f}")
print(f"leidenalg: quality() {groups.quality():.2f}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
leidenalg 0.12.0 igraph 1.0.0
leidenalg: modularity 0.42; with weights 0.44, without 0.42
igraph, multilevel: modularity 0.43; with weights 0.43, without 0.40
leidenalg: quality() 0.44
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
