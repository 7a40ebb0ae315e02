from .actors import (
    find_mentions as find_mentions,
    load_gazetteer as load_gazetteer,
)
from .agreement import (
    Agreement as Agreement,
    Commitment as Commitment,
    Pillar as Pillar,
    Signatory as Signatory,
    parse_agreement as parse_agreement,
    sentences as sentences,
)
from .commitment_figures import plot_commitments as plot_commitments
from .commitments import (
    code_commitments as code_commitments,
    coder_reliability as coder_reliability,
)
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
from .errors import AccordError as AccordError
from .figures import (
    plot_dispersion as plot_dispersion,
    plot_keyness as plot_keyness,
    plot_lengths as plot_lengths,
    plot_term_frequencies as plot_term_frequencies,
    plot_timeline as plot_timeline,
    plot_zipf as plot_zipf,
)
from .groups import communities as communities
from .mentions import (
    Mentions as Mentions,
    Score as Score,
    score_mentions as score_mentions,
)
from .network_figures import (
    plot_bipartite as plot_bipartite,
    plot_network as plot_network,
    plot_null_model as plot_null_model,
    plot_stability as plot_stability,
)
from .networks import (
    actor_network as actor_network,
    bipartite_network as bipartite_network,
    centralities as centralities,
    evidence as evidence,
)
from .picture import Picture as Picture
from .robustness import (
    null_model as null_model,
    stability as stability,
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

__version__: str
