#!/usr/bin/env bash
# One would expect the numbers of articles that hang in the margin of a PDF to be read each with its own article.
# pdfminer.six 20260107, 29 November 2026: it reads all the numbers first and the articles without them after, so that nothing
# tells any more which is which. pypdf 7.1.1 reads them in order.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check reportlab==5.1.0 pypdf==7.1.1 pdfminer.six==20260107 pillow==13.0.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import pypdf
from pdfminer.high_level import extract_text
from reportlab.pdfgen.canvas import Canvas

canvas = Canvas("accord.pdf")
canvas.setFont("Times-Roman", 12)
height = 700
for number, lines in (("1.", ("They consult each year", "in Tokyo or London.", "They meet.")), ("2.", ("They trade more and", "freely."))):
    canvas.drawString(72, height, number)
    for line in lines:
        canvas.drawString(100, height, line)
        height -= 14
canvas.save()

print("on the page: 1. They consult each year / in Tokyo or London. / They meet. / 2. They trade more and / freely.")
for name, text in (
    ("pdfminer.six", extract_text("accord.pdf")),
    ("pypdf", pypdf.PdfReader("accord.pdf").pages[0].extract_text()),
):
    print(name, version(name), " / ".join(line for line in text.split("\n") if line.strip()))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: 1. They consult each year / in Tokyo or London. / They meet. / 2. They trade more and / freely.
pdfminer.six 20260107 1. / 2. / They consult each year / in Tokyo or London. / They meet. / They trade more and / freely.
pypdf 7.1.1 1. / They consult each year / in Tokyo or London. / They meet. / 2. / They trade more and / freely.
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
