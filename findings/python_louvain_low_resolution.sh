#!/usr/bin/env bash
# One would expect a resolution to work one way: the higher (or, by Lambiotte and others 2008, the lower), the more groups.
# python-louvain 0.16, 30 November 2026: best_partition makes more groups above 1 and below 1 too. It moves nodes by one
# of the two conventions and stops by the other: the resolution multiplies what is expected there and what is observed
# here. networkx 3.6.1, same method, merges groups below 1.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check python-louvain==0.16 networkx==3.6.1 numpy==2.4.6

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import community
import networkx as nx

print("python-louvain", version("python-louvain"), "networkx", version("networkx"))
print("Zachary's karate club, number of groups")
graph = nx.karate_club_graph()
for resolution in (0.1, 0.5, 1, 2, 3):
    louvain = community.best_partition(graph, resolution=resolution, random_state=1)
    others = nx.community.louvain_communities(graph, resolution=resolution, seed=1)
    print(f"resolution {resolution}: python-louvain {len(set(louvain.values()))}, networkx {len(others)}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
python-louvain 0.16 networkx 3.6.1
Zachary's karate club, number of groups
resolution 0.1: python-louvain 11, networkx 1
resolution 0.5: python-louvain 5, networkx 2
resolution 1: python-louvain 4, networkx 4
resolution 2: python-louvain 7, networkx 7
resolution 3: python-louvain 11, networkx 11
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
