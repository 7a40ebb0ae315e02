#!/usr/bin/env bash
# One would expect Japanese written in columns to be read down each column, from the rightmost to the leftmost, or to be refused.
# 29 November 2026: pdfplumber 0.11.10 reads across the columns, pdfminer.six 20260107 down them but from the last to the
# first unless one asks for detect_vertical, so that a text ends with its beginning. pypdfium2 5.15.2 reads them in order.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check reportlab==5.1.0 pdfminer.six==20260107 pdfplumber==0.11.10 pypdfium2==5.15.2 pillow==13.0.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import pdfplumber
import pypdfium2
from pdfminer.high_level import extract_text
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

columns = ("日英広島", "安全保障", "経済協力")
registerFont(UnicodeCIDFont("HeiseiMin-W3"))
canvas = Canvas("accord.pdf")
canvas.setFont("HeiseiMin-W3", 12)
for number, column in enumerate(columns):
    for place, character in enumerate(column):
        canvas.drawString(300 - 20 * number, 700 - 12 * place, character)
canvas.save()

print("columns from right to left:", *columns)
for name, text in (
    ("pdfplumber", pdfplumber.open("accord.pdf").pages[0].extract_text()),
    ("pdfminer.six", extract_text("accord.pdf")),
    ("pypdfium2", pypdfium2.PdfDocument("accord.pdf")[0].get_textpage().get_text_range()),
):
    print(name, version(name), "".join(text.split()))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
columns from right to left: 日英広島 安全保障 経済協力
pdfplumber 0.11.10 経安日済全英協保広力障島
pdfminer.six 20260107 経済協力安全保障日英広島
pypdfium2 5.15.2 日英広島安全保障経済協力
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
