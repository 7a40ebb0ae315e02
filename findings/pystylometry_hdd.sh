#!/usr/bin/env bash
# One would expect HD-D to lie between 0 and 1, as the package says, and to be what McCarthy and Jarvis (2007) define.
# pystylometry 1.4.3, 30 November 2026: compute_hdd adds up the chances that a type is NOT drawn, with replacement, and does
# not divide by the draws: 16.73 for a text that has 0.70 by lexicalrichness and lexical-diversity, and the same for it
# eight times over, where they say 0.57.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check pystylometry==1.4.3 lexicalrichness==0.5.1 lexical-diversity==0.1.1 numpy==1.26.4 scipy==1.12.0 setuptools==65.5.0

venv/bin/python - >now.txt <<'PYTHON'
import warnings
from importlib.metadata import version

import lexical_diversity.lex_div
from lexicalrichness import LexicalRichness
from pystylometry.lexical import compute_hdd

warnings.simplefilter("ignore")
TEXT = """the two sides will share their data with each other and the two sides will hold talks each year japan and the
united kingdom will deepen their cooperation on trade on energy and on security they welcome the progress made in the
talks on a new agreement and they will work with partners in the region to keep the sea lanes open and free"""

print(*(f"{name} {version(name)}" for name in ("pystylometry", "lexicalrichness", "lexical-diversity")))
for times in (1, 2, 8):
    words = TEXT.split() * times
    rich = LexicalRichness(" ".join(words), preprocessor=None, tokenizer=str.split)
    print(f"the text {times} time(s): pystylometry {compute_hdd(' '.join(words)).hdd_score:.2f},",
          f"lexicalrichness {rich.hdd(draws=42):.2f}, lexical-diversity {lexical_diversity.lex_div.hdd(words):.2f}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
pystylometry 1.4.3 lexicalrichness 0.5.1 lexical-diversity 0.1.1
the text 1 time(s): pystylometry 16.73, lexicalrichness 0.70, lexical-diversity 0.70
the text 2 time(s): pystylometry 16.73, lexicalrichness 0.61, lexical-diversity 0.61
the text 8 time(s): pystylometry 16.73, lexicalrichness 0.57, lexical-diversity 0.57
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
