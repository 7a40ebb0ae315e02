#!/usr/bin/env bash
# One would expect the first footnote of a Word file to be note 1, as on the page.
# docx2python 3.7.1, 29 November 2026: it gives the number by which the file stores a note, not the one that the page shows:
# here 7 and 2, since the note on Tokyo was written last. A reference to "note 2" then leads to the wrong note.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check docx2python==3.7.1 mammoth==1.13.0 cobble==0.1.4 lxml==6.1.3 paragraphs==1.0.1 typing_extensions==4.16.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
from zipfile import ZipFile

import mammoth
from docx2python import docx2python

OFFICE, OPEN = ("http://schemas.openxmlformats.org/" + name for name in ("officeDocument/2006/relationships", "package/2006"))
W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}"'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
NOTE = '<w:footnote w:id="{}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {}</w:t></w:r></w:p></w:footnote>'
MARK = '<w:r><w:t xml:space="preserve">{}</w:t></w:r><w:r><w:footnoteReference w:id="{}"/></w:r>'
parts = {
    "[Content_Types].xml": f'<Types xmlns="{OPEN}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{KIND}document.main+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{KIND}footnotes+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{OPEN}/relationships">'
    f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{OPEN}/relationships">'
    f'<Relationship Id="b" Type="{OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>',
    "word/document.xml": f"<w:document {W}><w:body><w:p>{MARK.format('Tokyo', 7)}{MARK.format(' and London', 2)}</w:p></w:body></w:document>",
    "word/footnotes.xml": f"<w:footnotes {W}>{NOTE.format(2, 'The British capital.')}{NOTE.format(7, 'The Japanese capital.')}</w:footnotes>",
}
with ZipFile("accord.docx", "w") as file:
    for name, content in parts.items():
        file.writestr(name, content)
print("on the page: Tokyo (1) and London (2)")
print("docx2python", version("docx2python"), " | ".join(" ".join(line.split()) for line in docx2python("accord.docx").text.splitlines() if line))
with open("accord.docx", "rb") as file:
    print("mammoth", version("mammoth"), mammoth.convert_to_markdown(file).value.splitlines()[0])
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: Tokyo (1) and London (2)
docx2python 3.7.1 Tokyo----footnote7---- and London----footnote2---- | footnote2) The British capital. | footnote7) The Japanese capital.
mammoth 1.13.0 Tokyo<a id="footnote-ref-7"></a>[\[1\]](\#footnote\-7) and London<a id="footnote-ref-2"></a>[\[2\]](\#footnote\-2)
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
