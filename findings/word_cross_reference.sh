#!/usr/bin/env bash
# One would expect "Subject to Article 9", where Word keeps the 9 up to date as a cross-reference, to be read with its number.
# 29 November 2026: mammoth 1.13.0 and pandoc 3.9 leave the number out of a simple field (w:fldSimple), so that
# the sentence names one Article of two; only mammoth says so, in a message. docx2txt 0.9 keeps the number.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0 cobble==0.1.4 docx2txt==0.9 pypandoc_binary==1.17 lxml==6.1.3 typing_extensions==4.16.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import docx2txt
import mammoth
import pypandoc
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FIELD = f"""<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">Subject to Article </w:t></w:r>
<w:fldSimple w:instr=" REF _Ref1 \\r \\h "><w:r><w:t>9</w:t></w:r></w:fldSimple>
<w:r><w:t xml:space="preserve"> and Article 10, they consult.</w:t></w:r></w:p>"""

document = Document()
document.element.body.insert(0, parse_xml(FIELD))
document.save("accord.docx")
with open("accord.docx", "rb") as file:
    raw = mammoth.extract_raw_text(file)
print("on the page: Subject to Article 9 and Article 10, they consult.")
print("mammoth", version("mammoth"), raw.value.strip(), raw.messages)
print("pandoc", pypandoc.get_pandoc_version(), pypandoc.convert_file("accord.docx", "plain").strip())
print("docx2txt", version("docx2txt"), docx2txt.process("accord.docx"))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: Subject to Article 9 and Article 10, they consult.
mammoth 1.13.0 Subject to Article  and Article 10, they consult. [Message(type='warning', message='An unrecognised element was ignored: w:fldSimple')]
pandoc 3.9 Subject to Article and Article 10, they consult.
docx2txt 0.9 Subject to Article 9 and Article 10, they consult.
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
