#!/usr/bin/env bash
# One would expect Japanese that is set from top to bottom, as in laws and letters, to be read like that from left to right.
# pypdfium2 5.15.2, 30 November 2026: a page of it has no characters at all, so it looks like a picture, and a page that is
# set in both ways loses one without a word. pypdf reads both.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check reportlab==5.1.0 pypdfium2==5.15.2 pypdf==7.1.1 pillow==13.0.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import pypdf
import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

for way, vertical in (("left to right", False), ("top to bottom", True)):
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3", isVertical=vertical))
    canvas = Canvas("accord.pdf")
    canvas.setFont("HeiseiMin-W3", 14)
    canvas.drawString(400, 700, "広島合意")
    canvas.drawString(370, 600, "第一条")
    canvas.save()
    text = pypdfium2.PdfDocument("accord.pdf")[0].get_textpage()
    other = pypdf.PdfReader("accord.pdf").pages[0].extract_text()
    print(f"{way}: pypdfium2 {version('pypdfium2')}", text.count_chars(), text.get_text_range().split())
    print(f"{way}: pypdf {version('pypdf')}", other.split())
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
left to right: pypdfium2 5.15.2 9 ['広島合意', '第一条']
left to right: pypdf 7.1.1 ['広島合意', '第一条']
top to bottom: pypdfium2 5.15.2 0 []
top to bottom: pypdf 7.1.1 ['広島合意', '第一条']
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
