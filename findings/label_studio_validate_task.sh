#!/usr/bin/env bash
# One would expect a task with an annotation, as Label Studio exports it, to be found valid against its labelling config.
# label-studio-sdk 2.1.2, 29 November 2026: validate_task() calls validate_annotation() without the annotation, so every
# task with annotations ends in a TypeError; the same annotation is valid when it is given to validate_annotation().
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check label-studio-sdk==2.1.2

venv/bin/python -W ignore - >now.txt <<'PYTHON'
from importlib.metadata import version

from label_studio_sdk.label_interface import LabelInterface

print("label-studio-sdk", version("label-studio-sdk"))
config = """<View><Labels name="label" toName="text"><Label value="state"/></Labels>
<Text name="text" value="$text"/></View>"""
value = {"start": 0, "end": 5, "text": "Japan", "labels": ["state"]}
result = {"id": "a", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
task = {"data": {"text": "Japan agreed."}, "annotations": [{"result": [result]}]}
interface = LabelInterface(config)
print("annotation valid:", interface.validate_annotation(task["annotations"][0]))
print("task without it valid:", interface.validate_task({"data": task["data"]}))
try:
    print("task valid:", interface.validate_task(task))
except TypeError as error:
    print("TypeError:", error)
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
label-studio-sdk 2.1.2
annotation valid: True
task without it valid: True
TypeError: LabelInterface.validate_annotation() missing 1 required positional argument: 'annotation'
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
