#!/usr/bin/env bash
# One would expect that a search for dates in English does not take the verb "may" for a date, nor a decade for seconds.
# dateparser 1.5.0, 30 November 2026: search_dates finds a date in May in "The Parties may consult", with the day of
# the base date, and reads "the 2020s" as 2020 seconds ago; "in May 2023 and in June" holds none.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check dateparser==1.5.0

venv/bin/python - >now.txt <<'PYTHON'
from datetime import datetime
from importlib.metadata import version

from dateparser.search import search_dates

print("dateparser", version("dateparser"))
for text in ("The Parties may consult.", "They march on.", "In the 2020s they will consult.", "They met in May 2023 and in June.",
             "They met on 19 May 2023."):
    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": datetime(2024, 1, 9)}) or [("nothing", None)]
    print(text, "->", *(f"{words!r}: {date or ''}" for words, date in found))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
dateparser 1.5.0
The Parties may consult. -> 'may': 2024-05-09 00:00:00
They march on. -> 'march on': 2024-03-09 00:00:00
In the 2020s they will consult. -> 'In the 2020s': 2024-01-08 23:26:20
They met in May 2023 and in June. -> 'nothing': 
They met on 19 May 2023. -> 'on 19 May 2023': 2023-05-19 00:00:00
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
