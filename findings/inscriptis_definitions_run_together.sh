#!/usr/bin/env bash
# One would expect a list of definitions, which a browser shows line by line, to be given line by line as text, as other lists are.
# inscriptis 2.7.6, 29 November 2026: it puts no space between <dt> and <dd>, so that Party and its meaning begin with the word
# "Partya", and "signed", "Area" and "the" make one word too: no term can be found or counted.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check inscriptis==2.7.6 lxml==6.1.3

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import inscriptis

ITEMS = (("Party", "a state that signed"), ("Area", "the sea between them"))
DEFINITIONS = "<dl>" + "".join(f"<dt>{term}</dt><dd>{meaning}</dd>" for term, meaning in ITEMS) + "</dl>"
BULLETS = "<ul>" + "".join(f"<li>{word}</li>" for item in ITEMS for word in item) + "</ul>"

print("inscriptis", version("inscriptis"))
for source in (BULLETS, DEFINITIONS):
    print(source[:4], inscriptis.get_text(f"<html><body>{source}</body></html>").split("\n"))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
inscriptis 2.7.6
<ul> ['  * Party', '  * a state that signed', '  * Area', '  * the sea between them']
<dl> ['Partya state that signedAreathe sea between them']
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
