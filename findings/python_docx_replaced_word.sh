#!/usr/bin/env bash
# One would expect the text of a paragraph with a replacement that Word has tracked to hold the new word, or both words.
# python-docx 1.2.0, 29 November 2026: Paragraph.text holds neither, and leaves out a date filled into a content control
# too, without a gap or a warning: it reads no runs but those that stand in the paragraph itself or in a link.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3 typing_extensions==4.16.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

BY = 'w:author="Drafter" w:date="2026-11-01T00:00:00Z"'
TRACKED = f"""<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">The Parties </w:t></w:r>
<w:del w:id="1" {BY}><w:r><w:delText>shall</w:delText></w:r></w:del>
<w:ins w:id="2" {BY}><w:r><w:t>may</w:t></w:r></w:ins>
<w:r><w:t xml:space="preserve"> consult.</w:t></w:r></w:p>"""
CONTROL = f"""<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">Signed on </w:t></w:r>
<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:r><w:t>18 May 2023</w:t></w:r></w:sdtContent></w:sdt>
<w:r><w:t xml:space="preserve"> in London.</w:t></w:r></w:p>"""

document = Document()
for source in (CONTROL, TRACKED):
    document.element.body.insert(0, parse_xml(source))
document.save("draft.docx")
print("python-docx", version("python-docx"))
for page, paragraph in zip(("... shall (struck out) may ...", "Signed on 18 May 2023 ..."), Document("draft.docx").paragraphs):
    print(f"on the page: {page} | text: {paragraph.text!r}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
python-docx 1.2.0
on the page: ... shall (struck out) may ... | text: 'The Parties  consult.'
on the page: Signed on 18 May 2023 ... | text: 'Signed on  in London.'
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
