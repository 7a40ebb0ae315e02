#!/usr/bin/env bash
# One would expect a date in the Japanese calendar to be read as what it says, or not at all.
# dateparser 1.5.0, 30 November 2026: search_dates cuts the era off, takes the year for the day and the day for the year:
# Reiwa 5, May 18 (18 May 2023) becomes 5 May 2018. parse() says None.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check dateparser==1.5.0

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import dateparser
from dateparser.search import search_dates

print("dateparser", version("dateparser"))
for text in ("広島、2023年5月18日", "広島、令和5年5月18日", "広島、平成30年5月18日"):
    found = search_dates(text, languages=["ja"]) or []
    print(text, "->", *(f"{words}: {date:%d %B %Y}" for words, date in found))
print("parse:", dateparser.parse("令和5年5月18日", languages=["ja"]))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
dateparser 1.5.0
広島、2023年5月18日 -> 2023年5月18日: 18 May 2023
広島、令和5年5月18日 -> 5年5月18日: 05 May 2018
広島、平成30年5月18日 -> 30年5月18日: 30 May 2018
parse: None
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
