#!/usr/bin/env bash
# One would expect words quoted within a sentence (<q>, where the browser puts the quotation marks) to stay in it, in quotation marks.
# trafilatura 2.3.1, 29 November 2026: it drops the marks and breaks the paragraph after the words, in text as in Markdown, so that
# the words of a minister become those of the newspaper. inscriptis 2.7.6 writes the marks.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check trafilatura==2.3.1 inscriptis==2.7.6 lxml==6.1.3 lxml_html_clean==0.4.6

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import inscriptis
import trafilatura

SENTENCE = "<p>The two governments agreed to work together on security, trade and climate, and to meet every year.</p>"
QUOTED = "<p>The minister said that they stand <q>shoulder to shoulder</q> in every sea.</p>"
PAGE = f"<!DOCTYPE html><html><head><title>Accord</title></head><body><article>{SENTENCE * 3}{QUOTED}{SENTENCE}</article></body></html>"

print('on the page: The minister said that they stand "shoulder to shoulder" in every sea.')
for name, text in (
    ("trafilatura txt", trafilatura.extract(PAGE, output_format="txt")),
    ("trafilatura markdown", trafilatura.extract(PAGE, output_format="markdown")),
    ("inscriptis", inscriptis.get_text(PAGE)),
):
    start = text.index("The minister")
    print(name, version(name.split()[0]), repr(text[start : text.index("every sea.") + 10]))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: The minister said that they stand "shoulder to shoulder" in every sea.
trafilatura txt 2.3.1 'The minister said that they stand shoulder to shoulder\nin every sea.'
trafilatura markdown 2.3.1 'The minister said that they stand shoulder to shoulder\n\nin every sea.'
inscriptis 2.7.6 'The minister said that they stand "shoulder to shoulder" in every sea.'
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
