#!/usr/bin/env bash
# One would expect the words of a tokenizer of Japanese to stand in the text, so that each can be found there again.
# nagisa 0.3.0, 30 November 2026: tagging() changes the text by NFKC before it cuts it, and blanks to ideographic ones,
# so words are lost to a search, places shift (one sign becomes three), and it cuts every number into its digits.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check nagisa==0.3.0 numpy==2.4.6 scipy==1.17.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import nagisa

print("nagisa", version("nagisa"))
for text in ("第１０条（仮訳）", "㈱日立と協力", "①防衛", "G7 広島サミット", "2023年5月18日"):
    words = nagisa.tagging(text).words
    lost = [word for word in words if word not in text]
    print(text, "->", " | ".join(words), "; not in the text:", lost, "; signs:", len(text), "->", len("".join(words)))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
nagisa 0.3.0
第１０条（仮訳） -> 第 | 1 | 0 | 条 | ( | 仮訳 | ) ; not in the text: ['1', '0', '(', ')'] ; signs: 8 -> 8
㈱日立と協力 -> (株) | 日立 | と | 協力 ; not in the text: ['(株)'] ; signs: 6 -> 8
①防衛 -> 1 | 防衛 ; not in the text: ['1'] ; signs: 3 -> 3
G7 広島サミット -> G | 7 | 　 | 広島 | サミット ; not in the text: ['\u3000'] ; signs: 9 -> 9
2023年5月18日 -> 2 | 0 | 2 | 3 | 年 | 5 | 月 | 1 | 8 | 日 ; not in the text: [] ; signs: 10 -> 10
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
