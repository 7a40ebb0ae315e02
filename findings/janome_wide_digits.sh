#!/usr/bin/env bash
# One would expect a number in wide digits, as Japanese documents write them, to be one word like the same in narrow digits.
# Janome 0.5.1, 30 November 2026: narrow digits are one word, wide ones one word each, but those before the sign for a month
# make one word with it, so the same date has 6 words or 9, and the commonest number of a text is 2.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check janome==0.5.1

venv/bin/python - >now.txt <<'PYTHON'
from collections import Counter
from importlib.metadata import version

from janome.tokenizer import Tokenizer

print("janome", version("janome"))
tokenizer = Tokenizer()
for text in ("2023年5月18日", "２０２３年５月１８日", "2023年、2025年、2027年", "２０２３年、２０２５年、２０２７年"):
    words = [token.surface for token in tokenizer.tokenize(text)]
    numbers = Counter(word for word in words if word.isdigit())
    print(text, "->", " | ".join(words), "; commonest number:", *numbers.most_common(1)[0])
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
janome 0.5.1
2023年5月18日 -> 2023 | 年 | 5 | 月 | 18 | 日 ; commonest number: 2023 1
２０２３年５月１８日 -> ２ | ０ | ２ | ３ | 年 | ５月 | １ | ８ | 日 ; commonest number: ２ 2
2023年、2025年、2027年 -> 2023 | 年 | 、 | 2025 | 年 | 、 | 2027 | 年 ; commonest number: 2023 1
２０２３年、２０２５年、２０２７年 -> ２ | ０ | ２ | ３ | 年 | 、 | ２ | ０ | ２ | ５ | 年 | 、 | ２ | ０ | ２ | ７ | 年 ; commonest number: ２ 6
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
