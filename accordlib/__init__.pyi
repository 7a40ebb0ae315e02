from .actors import (
    find_mentions as find_mentions,
    load_gazetteer as load_gazetteer,
)
from .agreement import (
    Agreement as Agreement,
    Commitment as Commitment,
    Pillar as Pillar,
    Signatory as Signatory,
    sentences as sentences,
)
from .candidates import (
    candidate_names as candidate_names,
    gazetteer_start as gazetteer_start,
)
from .collocations import bigrams as bigrams
from .commitment_figures import plot_commitments as plot_commitments
from .commitments import (
    code_commitments as code_commitments,
    coder_reliability as coder_reliability,
)
from .claims import verify_claims as verify_claims
from .changes import find_changes as find_changes
from .concordance import (
    Concordance as Concordance,
    collocates as collocates,
    kwic as kwic,
)
from .corpus import (
    Corpus as Corpus,
    Document as Document,
    Passage as Passage,
    load_corpus as load_corpus,
)
from .edits import (
    Edit as Edit,
    Edits as Edits,
    compare_words as compare_words,
)
from .errors import AccordError as AccordError
from .figures import (
    plot_dispersion as plot_dispersion,
    plot_lengths as plot_lengths,
    plot_timeline as plot_timeline,
)
from .groups import communities as communities
from .lookup import find_names as find_names
from .mentions import (
    Mentions as Mentions,
    Score as Score,
    score_mentions as score_mentions,
)
from .network_figures import (
    plot_bipartite as plot_bipartite,
    plot_network as plot_network,
)
from .networks import (
    actor_network as actor_network,
    bipartite_network as bipartite_network,
    centralities as centralities,
    evidence as evidence,
)
from .parallel import (
    SideBySide as SideBySide,
    side_by_side as side_by_side,
)
from .parsing import parse_agreement as parse_agreement
from .picture import Picture as Picture
from .quotations import find_quotations as find_quotations
from .resemblance import overlap as overlap
from .robustness import (
    null_model as null_model,
    stability as stability,
)
from .robustness_figures import (
    plot_null_model as plot_null_model,
    plot_stability as plot_stability,
)
from .studies import (
    Study as Study,
    study as study,
)
from .term_figures import (
    plot_keyness as plot_keyness,
    plot_term_frequencies as plot_term_frequencies,
    plot_zipf as plot_zipf,
)
from .terms import (
    dispersion as dispersion,
    keyness as keyness,
    term_frequencies as term_frequencies,
    tfidf as tfidf,
)
from .tokens import (
    Tokens as Tokens,
    stopwords as stopwords,
    tokenize as tokenize,
)
from .verification import (
    Verdict as Verdict,
    verify_quotation as verify_quotation,
)
from .version_figures import (
    plot_alignment as plot_alignment,
    plot_changes as plot_changes,
)
from .versions import (
    Alignment as Alignment,
    align_sentences as align_sentences,
)

__version__: str
