#!/usr/bin/env bash
# One would expect a small raised note mark after a number in a PDF to be kept apart from the number.
# 29 November 2026: pypdf 7.1.1, pdfminer.six 20260107, pdfplumber 0.11.10 and pypdfium2 5.15.2 all make one number of the two:
# "2023" with note 2 is read as 20232, and "15" partners with note 3 as 153, so that their agreement proves nothing.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check reportlab==5.1.0 pypdf==7.1.1 pdfminer.six==20260107 pdfplumber==0.11.10 pypdfium2==5.15.2 pillow==13.0.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import pdfplumber
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from reportlab.pdfgen.canvas import Canvas

canvas = Canvas("accord.pdf")
line = canvas.beginText(72, 700)
for text, mark in (("signed in 2023", "2"), (" in Hiroshima with 15", "3"), (" partners.", "")):
    line.setFont("Times-Roman", 12)
    line.textOut(text)
    line.setFont("Times-Roman", 7)
    line.setRise(5)
    line.textOut(mark)
    line.setRise(0)
canvas.drawText(line)
canvas.save()

print("on the page: signed in 2023 (note 2) in Hiroshima with 15 (note 3) partners.")
for name, text in (
    ("pypdf", pypdf.PdfReader("accord.pdf").pages[0].extract_text()),
    ("pdfminer.six", extract_text("accord.pdf")),
    ("pdfplumber", pdfplumber.open("accord.pdf").pages[0].extract_text()),
    ("pypdfium2", pypdfium2.PdfDocument("accord.pdf")[0].get_textpage().get_text_range()),
):
    print(name, version(name), " ".join(text.split()))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: signed in 2023 (note 2) in Hiroshima with 15 (note 3) partners.
pypdf 7.1.1 signed in 20232 in Hiroshima with 153 partners.
pdfminer.six 20260107 signed in 20232 in Hiroshima with 153 partners.
pdfplumber 0.11.10 signed in 20232 in Hiroshima with 153 partners.
pypdfium2 5.15.2 signed in 20232 in Hiroshima with 153 partners.
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
