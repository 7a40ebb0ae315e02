#!/usr/bin/env bash
# One would expect two names that were marked one after the other to be two names in the CoNLL export, or the export to refuse them.
# label-studio-sdk 2.1.2, 29 November 2026: its converter marks whole tokens of its own and only the first name in each, so that the UK
# and Japan in "UK-Japan" become one state, and of a treaty whose name begins with a place only "Accord" is left.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check label-studio-sdk==2.1.2 nltk==3.10.4 pandas==3.1.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
from pathlib import Path
import json

from label_studio_sdk.converter import Converter

CONFIG = """<View><Text name="text" value="$text"/><Labels name="label" toName="text">
<Label value="STATE"/><Label value="PLACE"/><Label value="TREATY"/></Labels></View>"""
TEXT = "The UK-Japan Hiroshima Accord"
NAMES = (("UK", "STATE"), ("Japan", "STATE"), ("Hiroshima", "PLACE"), ("Hiroshima Accord", "TREATY"))


def marked(name, label):
    start = TEXT.index(name)
    value = {"start": start, "end": start + len(name), "text": name, "labels": [label]}
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


task = {"id": 1, "data": {"text": TEXT}, "annotations": [{"id": 1, "result": [marked(*name) for name in NAMES]}]}
Path("export.json").write_text(json.dumps([task]), encoding="utf-8")
Converter(CONFIG, ".").convert_to_conll2003("export.json", "out", is_dir=False)
print("label-studio-sdk", version("label-studio-sdk"))
print("marked:", ", ".join(f"{name} ({label})" for name, label in NAMES))
print(Path("out/result.conll").read_text(encoding="utf-8").strip())
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
label-studio-sdk 2.1.2
marked: UK (STATE), Japan (STATE), Hiroshima (PLACE), Hiroshima Accord (TREATY)
-DOCSTART- -X- O
The -X- _ O
UK-Japan -X- _ B-STATE
Hiroshima -X- _ B-PLACE
Accord -X- _ B-TREATY
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
