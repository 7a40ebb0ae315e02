#!/usr/bin/env bash
# One would expect a small raised note mark within a line of a PDF to leave the words of the line in their order.
# pypdf 7.1.1, 29 November 2026: extract_text(extraction_mode="layout") gives what follows the mark first, as a line of its own, and
# what stands before it after that; the mark becomes the first word of a sentence. The plain mode keeps the order.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check reportlab==5.1.0 pypdf==7.1.1 pillow==13.0.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import pypdf
from reportlab.pdfgen.canvas import Canvas

print("pypdf", version("pypdf"))
for rise in (0, 5):
    canvas = Canvas("accord.pdf")
    line = canvas.beginText(72, 700)
    line.setFont("Times-Roman", 12)
    line.textOut("They signed it in London")
    line.setFont("Times-Roman", 7)
    line.setRise(rise)
    line.textOut("2")
    line.setFont("Times-Roman", 12)
    line.setRise(0)
    line.textOut(" and meet every year.")
    canvas.drawText(line)
    canvas.save()
    page = pypdf.PdfReader("accord.pdf").pages[0]
    for mode in ("plain", "layout"):
        print(f"mark raised by {rise}, {mode}: {page.extract_text(extraction_mode=mode)!r}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
pypdf 7.1.1
mark raised by 0, plain: 'They signed it in London2 and meet every year.'
mark raised by 0, layout: 'They signed it in London2 and meet every year.'
mark raised by 5, plain: 'They signed it in London2 and meet every year.'
mark raised by 5, layout: '2 and meet every year.\nThey signed it in London'
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
