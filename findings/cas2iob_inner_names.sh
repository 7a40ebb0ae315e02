#!/usr/bin/env bash
# One would expect a name inside a longer name to be written in the column for nested names wherever in the longer name it stands.
# cas2iob 0.1.0 with dkpro-cassis 0.12.0, 29 November 2026: the place in "Accord of Hiroshima" is written, the one in "Hiroshima Accord" is
# lost without an error. cassis gives a shorter annotation before a longer one that begins with it, and cas2iob counts on the opposite.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check cas2iob==0.1.0 dkpro-cassis==0.12.0 typer==0.29.2 tqdm==4.70.1 lxml==6.1.3

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

from cas2iob.cas2iob import convert
from cassis import Cas, TypeSystem

CORE = "de.tudarmstadt.ukp.dkpro.core.api."
types = TypeSystem()
Sentence, Token = (types.create_type(f"{CORE}segmentation.type.{name}", "uima.tcas.Annotation") for name in ("Sentence", "Token"))
Name = types.create_type(f"{CORE}ner.type.NamedEntity", "uima.tcas.Annotation")
for feature in ("value", "identifier"):
    types.create_feature(Name, feature, "uima.cas.String")

print("cas2iob", version("cas2iob"), "dkpro-cassis", version("dkpro-cassis"))
for text in ("Accord of Hiroshima", "Hiroshima Accord"):
    cas = Cas(types)
    cas.sofa_string = text
    cas.add(Sentence(begin=0, end=len(text)))
    for word in text.split():
        cas.add(Token(begin=text.index(word), end=text.index(word) + len(word)))
    for name, value in ((text, "treaty"), ("Hiroshima", "place")):
        cas.add(Name(begin=text.index(name), end=text.index(name) + len(name), value=value))
    lines, errors = convert(*(list(cas.select(kind.name)) for kind in (Sentence, Token, Name)))
    print("errors:", len(errors))
    for line in filter(None, lines):
        print("  ", line.replace("\t", " "))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
cas2iob 0.1.0 dkpro-cassis 0.12.0
errors: 0
   TOKEN NE-COARSE NE-FINE NE-FINE-COMP NE-NESTED NEL-WikidataQID
   Accord B-treaty B-treaty O O O
   of I-treaty I-treaty O O O
   Hiroshima I-treaty I-treaty O B-place O
errors: 0
   TOKEN NE-COARSE NE-FINE NE-FINE-COMP NE-NESTED NEL-WikidataQID
   Hiroshima B-treaty B-treaty O O O
   Accord I-treaty I-treaty O O O
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
