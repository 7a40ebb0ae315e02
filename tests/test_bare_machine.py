"""A machine such as a browser's: no lzma, no processes, no threads, no compiled rapidfuzz."""

import os
import subprocess
import sys

from library import ROOT

BARE = """
import os, sys, threading

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"lzma", "_lzma", "multiprocessing", "_multiprocessing"}:
            raise ModuleNotFoundError(f"No module named {name!r}")

def refuse(*_, **__):
    raise RuntimeError("can't start new thread")

sys.meta_path.insert(0, Absent())
threading.Thread.start = refuse
vars(os).pop("fork", None)
"""

WORK = """
import accordlib as a

corpus = a.load_corpus()
accord, article = a.parse_agreement(corpus["accord"]), corpus["article"]
tokens = a.tokenize(accord.passages)
quotations = a.find_quotations(corpus["hiroshima-news"])
alignment = a.align_sentences(article, corpus["article-rewrite"])
for result in (
    [p.id for p in accord.passages],
    a.sentences(accord),
    a.term_frequencies(tokens),
    a.keyness(tokens, a.tokenize(article.paragraphs)),
    a.kwic(tokens, "security*").table,
    quotations,
    [a.verify_quotation(text, accord.passages) for text in quotations["text"]],
    alignment.table,
    a.overlap(article, corpus["article-rewrite"]),
    a.code_commitments(accord),
):
    print(result.to_csv() if hasattr(result, "to_csv") else result)
"""


def test_the_text_functions_give_the_same_on_a_bare_machine():
    def output(code: str, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    here = output(WORK)
    assert output(BARE + WORK, RAPIDFUZZ_IMPLEMENTATION="python") == here
    assert here.count("\n") > 500
