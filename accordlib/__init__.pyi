from .actors.finding import find_mentions as find_mentions
from .actors.gazetteer import load_gazetteer as load_gazetteer
from .agreement.parts import (
    Agreement as Agreement,
    Commitment as Commitment,
    Pillar as Pillar,
    Signatory as Signatory,
)
from .texts.sentences import sentences as sentences
from .actors.gazetteer import candidate_names as candidate_names, gazetteer_start as gazetteer_start
from .words.collocations import bigrams as bigrams
from .promises.coding import code_commitments as code_commitments
from .promises.reliability import (
    coder_differences as coder_differences,
    coder_reliability as coder_reliability,
    span_reliability as span_reliability,
)
from .versions.changes import find_changes as find_changes
from .versions.side_by_side import parallel_text as parallel_text
from .versions.side_by_side import SideBySide as SideBySide, side_by_side as side_by_side
from .words.concordance import Concordance as Concordance, kwic as kwic
from .words.collocations import collocates as collocates
from .texts.corpus import Corpus as Corpus
from .texts.documents import Document as Document
from .texts.passages import Passage as Passage
from .texts.corpus import load_corpus as load_corpus
from .versions.edits import Edit as Edit, Edits as Edits, compare_words as compare_words
from .errors import AccordError as AccordError, UnknownNameError as UnknownNameError
from .figures.places import (
    plot_alignment as plot_alignment,
    plot_commitments as plot_commitments,
    plot_dispersion as plot_dispersion,
    plot_timeline as plot_timeline,
)
from .actors.listed_names import find_names as find_names
from .actors.mentions import Mentions as Mentions, Score as Score, score_mentions as score_mentions
from .figures.networks import plot_network as plot_network, plot_stability as plot_stability
from .actors.networks import (
    Communities as Communities,
    Evidence as Evidence,
    actor_network as actor_network,
    bipartite_network as bipartite_network,
    communities as communities,
    evidence as evidence,
)
from .exchange.collation import export_collation as export_collation
from .exchange.csv_files import export_table as export_table
from .exchange.networks import export_network as export_network, import_network as import_network
from .exchange.spans import export_spans as export_spans, import_spans as import_spans
from .agreement.parsing import parse_agreement as parse_agreement
from .figures.picture import Picture as Picture
from .news.quotations import find_quotations as find_quotations
from .news.essays import CheckedEssay as CheckedEssay, check_essay as check_essay
from .news.locating import Location as Location, locate_quotation as locate_quotation
from .actors.chance import NullModel as NullModel, null_model as null_model
from .actors.measures import centralities as centralities, stability as stability
from .report.results import Study as Study
from .report.study import study as study
from .figures.counts import (
    plot_changes as plot_changes,
    plot_keyness as plot_keyness,
    plot_lengths as plot_lengths,
    plot_term_frequencies as plot_term_frequencies,
    plot_zipf as plot_zipf,
)
from .views.code import code as code
from .views.collate import collate as collate
from .views.essays import show_essay as show_essay
from .views.timeline import timeline as timeline
from .words.frequencies import (
    dispersion as dispersion,
    term_frequencies as term_frequencies,
    tfidf as tfidf,
)
from .words.frequencies import keyness as keyness
from .words.tokens import Tokens as Tokens, tokenize as tokenize
from .words.token_rule import stopwords as stopwords
from .news.verification import (
    Verdict as Verdict,
    verify_claims as verify_claims,
    verify_quotation as verify_quotation,
)
from .views.explore import explore as explore
from .views.read import read as read
from .views.view import View as View
from .versions.alignment import (
    Alignment as Alignment,
    align_sentences as align_sentences,
    overlap as overlap,
)

__version__: str
