#!/usr/bin/env bash
# One would expect text made from a page to number its articles 3 and 4 as the page does (<ol start="3">), or not to number them.
# 29 November 2026: inscriptis 2.7.6, in text, and trafilatura 2.3.1, in Markdown, count from 1 whatever the list says, so that
# Article 3 is given as 1; points (c) and (d) become 1 and 2, and a list counted down is counted up.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check inscriptis==2.7.6 trafilatura==2.3.1 lxml==6.1.3 lxml_html_clean==0.4.6

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import inscriptis
import trafilatura

SENTENCE = "<p>The two governments agreed to work together on security, trade and climate, and to meet every year.</p>"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Accord</title></head><body><article><h1>Accord</h1>{SENTENCE * 3}
<ol start="3"><li>Consultation</li><li>Duration</li></ol>
<p>And:</p><ol type="a" start="3"><li>trade</li><li>climate</li></ol>
<p>From the last to the first:</p><ol reversed><li>London</li><li>Tokyo</li></ol>
{SENTENCE}</article></body></html>"""
WORDS = ("Consultation", "Duration", "trade", "climate", "London", "Tokyo")

print("on the page: 3. Consultation | 4. Duration | c. trade | d. climate | 2. London | 1. Tokyo")
for name, text in (
    ("inscriptis", inscriptis.get_text(PAGE)),
    ("trafilatura", trafilatura.extract(PAGE, output_format="markdown")),
):
    print(name, version(name), " | ".join(line.strip() for line in text.splitlines() if line.endswith(WORDS)))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: 3. Consultation | 4. Duration | c. trade | d. climate | 2. London | 1. Tokyo
inscriptis 2.7.6 1. Consultation | 2. Duration | 1. trade | 2. climate | 1. London | 2. Tokyo
trafilatura 2.3.1 1. Consultation | 2. Duration | 1. trade | 2. climate | 1. London | 2. Tokyo
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
