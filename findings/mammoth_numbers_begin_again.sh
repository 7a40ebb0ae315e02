#!/usr/bin/env bash
# One would expect Article 3 to be Article 3 in HTML made from a Word file, also when a plain paragraph stands before it.
# mammoth 1.13.0, 29 November 2026: after each plain paragraph a numbered list begins again, without a start attribute and
# without a message, so that a browser shows Articles 3 and 4 as 1 and 2.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check mammoth==1.13.0 cobble==0.1.4 python-docx==1.2.0 lxml==6.1.3 typing_extensions==4.16.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import mammoth
from docx import Document

document = Document()
document.add_paragraph("Purpose", style="List Number")
document.add_paragraph("Scope", style="List Number")
document.add_paragraph("The sea is in the scope.")
document.add_paragraph("Consultation", style="List Number")
document.add_paragraph("Duration", style="List Number")
document.save("accord.docx")
with open("accord.docx", "rb") as file:
    result = mammoth.convert_to_html(file)
print("on the page: 1. Purpose, 2. Scope, The sea is in the scope. 3. Consultation, 4. Duration")
print("mammoth", version("mammoth"), result.value, result.messages)
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: 1. Purpose, 2. Scope, The sea is in the scope. 3. Consultation, 4. Duration
mammoth 1.13.0 <ol><li>Purpose</li><li>Scope</li></ol><p>The sea is in the scope.</p><ol><li>Consultation</li><li>Duration</li></ol> []
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
