#!/usr/bin/env bash
# One would expect a cell that spans two rows of a table to leave the other cells in their columns, or the table to be refused.
# 29 November 2026: inscriptis 2.7.6, html2text 2025.4.15 and markdownify 1.2.3 move the cells beside it to the left without a
# message, so that what Japan promised stands under "UK". trafilatura 2.3.1 keeps the columns.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check inscriptis==2.7.6 html2text==2025.4.15 markdownify==1.2.3 beautifulsoup4==4.15.0 trafilatura==2.3.1 lxml==6.1.3 lxml_html_clean==0.4.6

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import html2text
import inscriptis
import markdownify
import trafilatura

SENTENCE = "<p>The two governments agreed to work together on security, trade and climate, and to meet every year.</p>"
TABLE = """<table><tr><th>Article</th><th>UK</th><th>Japan</th></tr>
<tr><td rowspan="2">1</td><td>ships</td><td>bases</td></tr><tr><td>fuel</td><td>ports</td></tr></table>"""
PAGE = f"<!DOCTYPE html><html><head><title>Accord</title></head><body><article>{SENTENCE * 3}{TABLE}{SENTENCE}</article></body></html>"

print("on the page: Japan promises bases and ports")
for name, text in (
    ("inscriptis", inscriptis.get_text(PAGE)),
    ("html2text", html2text.html2text(PAGE)),
    ("markdownify", markdownify.markdownify(PAGE)),
    ("trafilatura", trafilatura.extract(PAGE, output_format="markdown")),
):
    head, last = (next(line for line in text.splitlines() if word in line) for word in ("Japan", "ports"))
    print(f"{name} {version(name)}\n  {head.rstrip()}\n  {last.rstrip()}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: Japan promises bases and ports
inscriptis 2.7.6
  Article  UK     Japan
  fuel     ports
html2text 2025.4.15
  Article| UK| Japan
  fuel| ports
markdownify 1.2.3
  | Article | UK | Japan |
  | fuel | ports |
trafilatura 2.3.1
  | Article | UK | Japan |
  |  | fuel | ports |
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
