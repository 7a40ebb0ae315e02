#!/usr/bin/env bash
# One would expect the number 5 that an ODT file gives to a list item to be kept, and a list header, which has none, to get none.
# pandoc 3.9, 29 November 2026: it ignores text:start-value and counts the header, so that Articles 5 and 6 become 3 and 5,
# and a heading between them Article 4: wrong numbers, evenly spaced.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check pypandoc_binary==1.17

venv/bin/python - >now.txt <<'PYTHON'
from zipfile import ZipFile

import pypandoc

NAMES = ("office", "text", "style")
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES) + ' office:version="1.2"'
CONTENT = f"""<office:document-content {SPACES}><office:automatic-styles>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>
</office:automatic-styles><office:body><office:text><text:list text:style-name="L1">
<text:list-item><text:p>Purpose</text:p></text:list-item><text:list-item><text:p>Scope</text:p></text:list-item>
<text:list-item text:start-value="5"><text:p>Consultation</text:p></text:list-item>
<text:list-header><text:p>Final provisions</text:p></text:list-header>
<text:list-item><text:p>Duration</text:p></text:list-item>
</text:list></office:text></office:body></office:document-content>"""
KIND = "application/vnd.oasis.opendocument.text"
ENTRY = '<m:file-entry m:full-path="{}" m:media-type="{}"/>'
parts = {
    "mimetype": KIND,
    "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.2">'
    + "".join(ENTRY.format(*entry) for entry in (("/", KIND), ("content.xml", "text/xml"), ("styles.xml", "text/xml")))
    + "</m:manifest>",
    "content.xml": CONTENT,
    "styles.xml": f"<office:document-styles {SPACES}><office:styles/></office:document-styles>",
}
with ZipFile("accord.odt", "w") as file:
    for name, content in parts.items():
        file.writestr(name, content)
print("on the page: 1. Purpose 2. Scope 5. Consultation Final provisions 6. Duration")
print("pandoc", pypandoc.get_pandoc_version() + ":", " ".join(pypandoc.convert_file("accord.odt", "plain").split()))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
on the page: 1. Purpose 2. Scope 5. Consultation Final provisions 6. Duration
pandoc 3.9: 1. Purpose 2. Scope 3. Consultation 4. Final provisions 5. Duration
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
