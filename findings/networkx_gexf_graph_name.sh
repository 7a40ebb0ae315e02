#!/usr/bin/env bash
# One would expect a GEXF file to be valid by the schema of the format.
# networkx 3.6.1, 29 November 2026: every file of version 1.2, with a name or without, has an attribute `name` at `graph`,
# which the schema (data.xsd of gephi/gexf) does not allow there, so that a validator refuses every file.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check networkx==3.6.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
from xml.etree import ElementTree

import networkx as nx

print("networkx", version("networkx"))
allowed = "timeformat start startopen end endopen defaultedgetype idtype mode".split()
for named in ({}, {"name": "Asia"}):
    written = "\n".join(nx.generate_gexf(nx.Graph([("Manila", "Tokyo")], **named), version="1.2draft"))
    [graph] = [e for e in ElementTree.fromstring(written).iter() if e.tag.endswith("}graph")]
    print(named, "not allowed:", {key: graph.get(key) for key in set(graph.keys()) - set(allowed)})
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
networkx 3.6.1
{} not allowed: {'name': ''}
{'name': 'Asia'} not allowed: {'name': 'Asia'}
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
