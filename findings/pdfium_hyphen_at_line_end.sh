#!/usr/bin/env bash
# One would expect Indo-Pacific, broken over two lines of a PDF at its own hyphen, to be read with a hyphen.
# pypdfium2 5.15.2, 29 November 2026: it puts U+FFFE, which most programs do not show, for every hyphen at the end of a line
# and takes the break away, so that a search for the name misses it, and nothing tells its hyphen from that of imple-ment.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check reportlab==5.1.0 pypdfium2==5.15.2 pillow==13.0.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

canvas = Canvas("accord.pdf")
canvas.setFont("Times-Roman", 12)
for number, line in enumerate(("A free Indo-Pacific and an open Indo-", "Pacific: they imple-", "ment the Accord.")):
    canvas.drawString(72, 700 - 14 * number, line)
canvas.save()

text = pypdfium2.PdfDocument("accord.pdf")[0].get_textpage().get_text_range()
print("on the page: A free Indo-Pacific and an open Indo- / Pacific: they imple- / ment the Accord.")
print("pypdfium2", version("pypdfium2"), ascii(text))
print("Indo-Pacific found:", text.count("Indo-Pacific"), "of 2")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: A free Indo-Pacific and an open Indo- / Pacific: they imple- / ment the Accord.
pypdfium2 5.15.2 'A free Indo-Pacific and an open Indo\ufffePacific: they imple\ufffement the Accord.'
Indo-Pacific found: 1 of 2
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
