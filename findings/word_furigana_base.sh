#!/usr/bin/env bash
# One would expect a text with furigana (small readings above the characters) to keep the characters, whatever becomes of the readings.
# 29 November 2026: python-docx 1.2.0, mammoth 1.13.0 and pandoc 3.9 drop both of a Word file, so that 広島アコード
# ("Hiroshima Accord") becomes アコード ("Accord"); only mammoth says so, in a message. docx2txt 0.9 keeps both, reading first.
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

RUBY = f"""<w:p {nsdecls("w")}><w:r><w:ruby>
<w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="12"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="24"/><w:lid w:val="ja-JP"/></w:rubyPr>
<w:rt><w:r><w:t>ひろしま</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>広島</w:t></w:r></w:rubyBase>
</w:ruby></w:r><w:r><w:t>アコード</w:t></w:r></w:p>"""

document = Document()
document.element.body.insert(0, parse_xml(RUBY))
document.save("accord.docx")
with open("accord.docx", "rb") as file:
    raw = mammoth.extract_raw_text(file)
print("on the page: 広島アコード, and ひろしま in small above 広島")
print("python-docx", version("python-docx"), Document("accord.docx").paragraphs[0].text)
print("mammoth", version("mammoth"), raw.value.strip(), raw.messages)
print("pandoc", pypandoc.get_pandoc_version(), pypandoc.convert_file("accord.docx", "plain").strip())
print("docx2txt", version("docx2txt"), docx2txt.process("accord.docx"))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: 広島アコード, and ひろしま in small above 広島
python-docx 1.2.0 アコード
mammoth 1.13.0 アコード [Message(type='warning', message='An unrecognised element was ignored: w:ruby')]
pandoc 3.9 アコード
docx2txt 0.9 ひろしま広島アコード
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
