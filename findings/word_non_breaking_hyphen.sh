#!/usr/bin/env bash
# One would expect UK-Japan to stay UK-Japan when Word is told not to break the line at its hyphen (w:noBreakHyphen).
# 29 November 2026: docx2python 3.7.1 and docx2txt 0.9 drop that hyphen, so that a search for the name misses some
# of its places, and UKJapan becomes a word of its own. python-docx 1.2.0 reads a hyphen, mammoth 1.13.0 a non-breaking one.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check docx2python==3.7.1 docx2txt==0.9 mammoth==1.13.0 cobble==0.1.4 python-docx==1.2.0 lxml==6.1.3 paragraphs==1.0.1 typing_extensions==4.16.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import docx2txt
import mammoth
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

NAME = f"""<w:p {nsdecls("w")}><w:r><w:t>the UK</w:t><w:noBreakHyphen/><w:t>Japan Accord</w:t></w:r></w:p>"""

document = Document()
document.element.body.insert(0, parse_xml(NAME))
document.save("accord.docx")
print("docx2python", version("docx2python"), ascii(docx2python("accord.docx").text.strip()))
print("docx2txt", version("docx2txt"), ascii(docx2txt.process("accord.docx")))
print("python-docx", version("python-docx"), ascii(Document("accord.docx").paragraphs[0].text))
with open("accord.docx", "rb") as file:
    print("mammoth", version("mammoth"), ascii(mammoth.extract_raw_text(file).value.strip()))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
docx2python 3.7.1 'the UKJapan Accord'
docx2txt 0.9 'the UKJapan Accord'
python-docx 1.2.0 'the UK-Japan Accord'
mammoth 1.13.0 'the UK\u2011Japan Accord'
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
