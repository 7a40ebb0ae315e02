#!/usr/bin/env bash
# One would expect the syntax tree of one name to be as small after branches were measured as before.
# 30 November 2026: slipcover 1.1.0 ties nodes that Python shares between all trees (ast.Load, ast.Add)
# to the module that it measured last: from then on a deep copy of any tree copies that module.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check slipcover==1.1.0

mkdir measured
venv/bin/python - >measured/__init__.py <<'PYTHON'
print("def f(a):\n    if a:\n        b = a + (a + (a + a))")
for n in range(200):
    print(f"    c{n} = {n}")
PYTHON
cat >asks.py <<'PYTHON'
import ast
from importlib.metadata import version


def reached(tree):
    """Count the nodes that a deep copy of a tree takes along."""
    seen, left = set(), [tree]
    while left:
        thing = left.pop()
        if isinstance(thing, list):
            left += thing
        elif isinstance(thing, ast.AST) and id(thing) not in seen:
            seen.add(id(thing))
            left += vars(thing).values()
    return len(seen)


print("slipcover", version("slipcover"))
before = reached(ast.parse("a"))
import measured

after = reached(ast.parse("a"))
print(f"the tree of one name: {before} nodes before, {after} after")
print("what the shared node is given:", *vars(ast.parse("a").body[0].value.ctx))
PYTHON
venv/bin/python -m slipcover --branch --source measured --out report.txt asks.py >now.txt
cat now.txt

cat >expected.txt <<'EXPECTED'
slipcover 1.1.0
the tree of one name: 4 nodes before, 605 after
what the shared node is given: next_node
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
