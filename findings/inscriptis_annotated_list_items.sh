#!/usr/bin/env bash
# One would expect the span given for a marked name to hold the name, wherever in the page it stands.
# inscriptis 2.7.6, 29 November 2026: get_annotated_text() takes the bullet or number of a list item, and its indentation, into the span
# of what begins the item, so that "Japan", "  * Japan" and " 1. Japan" count as three names.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check inscriptis==2.7.6 lxml==6.1.3

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import inscriptis
from inscriptis.model.config import ParserConfig

PAGE = """<html><body><p>Here <b>Japan</b> speaks.</p><ul><li><b>Japan</b> meets <b>the UK</b>.</li></ul>
<ol><li><b>Japan</b> trades.</li></ol></body></html>"""

result = inscriptis.get_annotated_text(PAGE, ParserConfig(annotation_rules={"b": ["name"]}))
print("inscriptis", version("inscriptis"))
for start, end, label in result["label"]:
    print(f"{label} {start}-{end}: {result['text'][start:end]!r}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
inscriptis 2.7.6
name 5-10: 'Japan'
name 20-29: '  * Japan'
name 36-42: 'the UK'
name 44-53: ' 1. Japan'
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
