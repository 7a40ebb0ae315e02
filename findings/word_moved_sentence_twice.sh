#!/usr/bin/env bash
# One would expect a sentence that was moved with tracked changes to be read once, in its new place or in its old one.
# 29 November 2026: docx2python 3.7.1 and docx2txt 0.9 read it in both, though they leave deleted words out,
# so that a draft seems to promise the same thing twice.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check docx2python==3.7.1 docx2txt==0.9 python-docx==1.2.0 lxml==6.1.3 paragraphs==1.0.1 typing_extensions==4.16.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import docx2txt
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

BY = 'w:author="Drafter" w:date="2026-11-01T00:00:00Z"'
RUN = '<w:r><w:t xml:space="preserve">{} </w:t></w:r>'
CONSULT, MEET = (RUN.format(text) for text in ("They consult.", "They meet."))
MOVED = f"""<w:p {nsdecls("w")}><w:moveFromRangeStart w:id="1" w:name="m" {BY}/><w:moveFrom w:id="2" {BY}>{CONSULT}</w:moveFrom>
<w:moveFromRangeEnd w:id="1"/>{MEET}<w:moveToRangeStart w:id="3" w:name="m" {BY}/><w:moveTo w:id="4" {BY}>{CONSULT}</w:moveTo>
<w:moveToRangeEnd w:id="3"/></w:p>"""

document = Document()
document.element.body.insert(0, parse_xml(MOVED))
document.save("draft.docx")
print("on the page: They consult. (struck out) They meet. They consult.")
print("docx2python", version("docx2python"), docx2python("draft.docx").text.strip())
print("docx2txt", version("docx2txt"), docx2txt.process("draft.docx"))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: They consult. (struck out) They meet. They consult.
docx2python 3.7.1 They consult. They meet. They consult.
docx2txt 0.9 They consult. They meet. They consult.
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
