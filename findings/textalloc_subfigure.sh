#!/usr/bin/env bash
# One would expect labels on axes in a part of a figure to be placed as on any other axes.
# textalloc 1.2.4 with matplotlib 3.11.2, 29 November 2026: allocate() takes the axes' parent for a whole
# figure; on axes in a SubFigure it asks for a method that only a whole one has.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check textalloc==1.2.4 matplotlib==3.11.2 numpy==2.4.6

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import textalloc

print("textalloc", version("textalloc"), "matplotlib", version("matplotlib"))
for name, parent in (("figure", plt.figure()), ("part of a figure", plt.figure().subfigures(1, 2)[0])):
    axes = parent.add_subplot()
    axes.plot([0, 1], [0, 1])
    try:
        texts = textalloc.allocate(axes, [0.5], [0.5], ["Tokyo"])[2]
        print(f"{name}: labels placed: {len(texts)}")
    except AttributeError as error:
        print(f"{name}: AttributeError: {error}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
textalloc 1.2.4 matplotlib 3.11.2
figure: labels placed: 1
part of a figure: AttributeError: 'SubFigure' object has no attribute 'draw_without_rendering'
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
