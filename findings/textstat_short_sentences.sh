#!/usr/bin/env bash
# One would expect that every sentence counts in a measure of readability, and that a text of four sentences has four.
# textstat 0.7.13, 29 November 2026: sentences of one or two words are not counted, their words are, and no text has
# fewer than one. Add "They signed." to a text, and its mean sentence becomes longer, not shorter. No message says so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check textstat==0.7.13

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import textstat

print("textstat", version("textstat"))
for text in (
    "The two sides will share their data with each other.",
    "The two sides will share their data with each other. They signed.",
    "They met. They agreed. They signed. They left.",
):
    print(textstat.sentence_count(text), "sentence(s),", textstat.lexicon_count(text), "words,",
          f"{textstat.words_per_sentence(text):.0f} words a sentence:", text)
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
textstat 0.7.13
1 sentence(s), 10 words, 10 words a sentence: The two sides will share their data with each other.
1 sentence(s), 12 words, 12 words a sentence: The two sides will share their data with each other. They signed.
1 sentence(s), 8 words, 8 words a sentence: They met. They agreed. They signed. They left.
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
