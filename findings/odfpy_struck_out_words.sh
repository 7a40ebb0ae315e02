#!/usr/bin/env bash
# One would expect extractText() to give the text that an ODT draft shows, or at least no words that it does not show.
# odfpy 1.4.1, 29 November 2026: words deleted with tracked changes come before everything else, run together with who changed
# what and when; a list of the paragraphs begins with one for every deleted word, as if it were a paragraph of the draft.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check odfpy==1.4.1 defusedxml==0.7.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
from zipfile import ZipFile

from odf import teletype, text
from odf.opendocument import load

SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
BY = "<office:change-info><dc:creator>Drafter</dc:creator><dc:date>2026-11-01T00:00:00</dc:date></office:change-info>"
CONTENT = f"""<office:document-content {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:body><office:text>
<text:tracked-changes>
<text:changed-region text:id="c1"><text:deletion>{BY}<text:p>shall</text:p></text:deletion></text:changed-region>
<text:changed-region text:id="c2"><text:insertion>{BY}</text:insertion></text:changed-region>
</text:tracked-changes>
<text:p>The Parties <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>may<text:change-end text:change-id="c2"/> consult.</text:p>
</office:text></office:body></office:document-content>"""
KIND = "application/vnd.oasis.opendocument.text"
ENTRY = '<m:file-entry m:full-path="{}" m:media-type="{}"/>'
MANIFEST = f"""<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.2">
{ENTRY.format("/", KIND)}{ENTRY.format("content.xml", "text/xml")}</m:manifest>"""

with ZipFile("draft.odt", "w") as file:
    file.writestr("mimetype", KIND)
    file.writestr("META-INF/manifest.xml", MANIFEST)
    file.writestr("content.xml", CONTENT)
body = load("draft.odt").text
print("odfpy", version("odfpy"))
print("on the page: The Parties shall (struck out) may consult.")
print("all text:", teletype.extractText(body).strip())
print("paragraphs:", [teletype.extractText(paragraph) for paragraph in body.getElementsByType(text.P)])
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
odfpy 1.4.1
on the page: The Parties shall (struck out) may consult.
all text: Drafter2026-11-01T00:00:00shall
Drafter2026-11-01T00:00:00

The Parties may consult.
paragraphs: ['shall', 'The Parties may consult.']
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
