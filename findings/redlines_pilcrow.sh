#!/usr/bin/env bash
# One would expect a comparison of two texts to keep the signs of both, and paragraphs to end where they end.
# redlines 0.6.2, 30 November 2026: the sign that cites a paragraph (¶) ends one, and is gone: "Art. 5 ¶ 2" becomes two paragraphs.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check redlines==0.6.2 typing-extensions==4.16.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

from redlines import Redlines

print("redlines", version("redlines"))
for old, new in (("See Art. 5 ¶ 2 of the Accord.", "See Art. 6 ¶ 2 of the Accord."), ("See Art. 5, par. 2 of the Accord.", "See Art. 6, par. 2 of the Accord.")):
    print(old, "->", repr(Redlines(old, new, markdown_style="none").output_markdown))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
redlines 0.6.2
See Art. 5 ¶ 2 of the Accord. -> 'See Art. <del>5 </del><ins>6 </ins>\n\n2 of the Accord.'
See Art. 5, par. 2 of the Accord. -> 'See Art. <del>5, </del><ins>6, </ins>par. 2 of the Accord.'
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
