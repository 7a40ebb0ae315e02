#!/usr/bin/env bash
# One would expect networkx to read from its own file the nodes that it wrote, or to refuse to write them.
# networkx 3.6.1, 30 November 2026: write_adjlist parts names by blanks without quoting them, so read_adjlist finds North,
# Korea and Kingdom, without an error; a tab as the delimiter in both keeps the names.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check networkx==3.6.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import networkx as nx

print("networkx", version("networkx"))
graph = nx.Graph([("North Korea", "Japan"), ("Japan", "United Kingdom")])
for delimiter in (" ", "\t"):
    nx.write_adjlist(graph, "accord.txt", delimiter=delimiter)
    print(repr(delimiter), *(" - ".join(tie) for tie in nx.read_adjlist("accord.txt", delimiter=delimiter).edges), sep="; ")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
networkx 3.6.1
' '; North - Korea; North - Japan; Japan - United; Japan - Kingdom; United - Kingdom
'\t'; North Korea - Japan; Japan - United Kingdom
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
