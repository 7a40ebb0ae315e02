"""The work with conc, whose tokens are spaCy's. It looks up no list of names."""

import shutil
import tempfile
from pathlib import Path

import spacy
from conc.conc import Conc
from conc.corpus import Corpus

from . import common

# What conc switches off in the model that it is given; a model of its tokenizer alone will do.
_SWITCHED_OFF = ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler")


class Side:
    """Parquet files on disk, in a folder that is removed at the end."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp())
        self.model = self.folder / "model"
        language = spacy.blank("en")
        for name in _SWITCHED_OFF:
            language.add_pipe("sentencizer", name=name)
        language.to_disk(self.model)

    def read(self, folder):
        self.source = folder

    def tokenize(self):
        self.corpus, self.conc = self._built(self.source, "all")
        return self.corpus.token_count

    def _built(self, source, name):
        corpus = Corpus(name=name, description=name)
        corpus.build_from_files(str(source), str(self.folder), model=str(self.model))
        return corpus, Conc(corpus)

    def frequencies(self):
        return self.conc.frequencies(page_size=0).to_frame()

    def halves(self):
        """Build a corpus of each half: that this must be done twice is not counted."""
        paths = sorted(self.source.rglob("*.txt"))
        made = []
        for name, part in (("a", paths[: len(paths) // 2]), ("b", paths[len(paths) // 2 :])):
            (self.folder / f"source_{name}").mkdir()
            for path in part:
                shutil.copy(path, self.folder / f"source_{name}" / path.name)
            made.append(self._built(self.folder / f"source_{name}", name))
        (_, self.target), (reference, _) = made
        self.target.set_reference_corpus(reference)

    def keyness(self):
        return self.target.keywords(page_size=0, exclude_negative_keywords=False).to_frame()

    def concordance(self):
        words = (common.FREQUENT, common.RARE)
        return [self.conc.concordance(word, page_size=common.SHOWN).to_frame() for word in words]

    def collocates(self):
        return self.conc.collocates(
            common.NODE, page_size=0, min_collocate_frequency=common.MINIMUM
        ).to_frame()

    def bigrams(self):
        return self.conc.ngram_frequencies(2, page_size=1_000_000).to_frame()

    def close(self):
        shutil.rmtree(self.folder)

    def plain(self, step, result):
        return len(result) if step in ("frequencies", "keyness") else None
