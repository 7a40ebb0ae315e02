#!/usr/bin/env bash
# One would expect text taken from a Word file to call Article 2 what the page calls "Article 2", and 2.1 what it calls "2.1".
# 29 November 2026: docx2python 3.7.1 reads "2)" and "1)", pandoc 3.9 "2." and "1.": both read how the numbers are counted
# and not how they are written (w:lvlText), so that paragraphs 1.1 and 2.1 get the same label.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check docx2python==3.7.1 pypandoc_binary==1.17 lxml==6.1.3 paragraphs==1.0.1 typing_extensions==4.16.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
from zipfile import ZipFile

import pypandoc
from docx2python import docx2python

OFFICE, OPEN = ("http://schemas.openxmlformats.org/" + name for name in ("officeDocument/2006/relationships", "package/2006"))
W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}"'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{}"/></w:lvl>'
ITEM = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
items = [(0, "Purpose"), (1, "to consult"), (0, "Scope"), (1, "the sea")]
parts = {
    "[Content_Types].xml": f'<Types xmlns="{OPEN}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{KIND}document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{KIND}numbering+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{OPEN}/relationships">'
    f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{OPEN}/relationships">'
    f'<Relationship Id="b" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>',
    "word/document.xml": f"<w:document {W}><w:body>{''.join(ITEM.format(*item) for item in items)}</w:body></w:document>",
    "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    f'{LEVEL.format(0, "Article %1")}{LEVEL.format(1, "%1.%2")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
}
with ZipFile("accord.docx", "w") as file:
    for name, content in parts.items():
        file.writestr(name, content)
print("on the page: Article 1 Purpose | 1.1 to consult | Article 2 Scope | 2.1 the sea")
for name, text in (
    (f"docx2python {version('docx2python')}:", docx2python("accord.docx").text),
    (f"pandoc {pypandoc.get_pandoc_version()}:", pypandoc.convert_file("accord.docx", "plain")),
):
    print(name, " | ".join(" ".join(line.split()) for line in text.splitlines() if line.strip()))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: Article 1 Purpose | 1.1 to consult | Article 2 Scope | 2.1 the sea
docx2python 3.7.1: 1) Purpose | 1) to consult | 2) Scope | 1) the sea
pandoc 3.9: 1. Purpose | 1. to consult | 2. Scope | 1. the sea
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
