from .agreement import (
    Agreement as Agreement,
)
from .agreement import (
    Commitment as Commitment,
)
from .agreement import (
    Pillar as Pillar,
)
from .agreement import (
    Signatory as Signatory,
)
from .agreement import (
    parse_agreement as parse_agreement,
)
from .agreement import (
    sentences as sentences,
)
from .concordance import (
    Concordance as Concordance,
)
from .concordance import (
    collocates as collocates,
)
from .concordance import (
    kwic as kwic,
)
from .corpus import (
    Corpus as Corpus,
)
from .corpus import (
    Document as Document,
)
from .corpus import (
    Passage as Passage,
)
from .corpus import (
    load_corpus as load_corpus,
)
from .errors import AccordError as AccordError
from .figures import (
    Picture as Picture,
)
from .figures import (
    plot_dispersion as plot_dispersion,
)
from .figures import (
    plot_keyness as plot_keyness,
)
from .figures import (
    plot_lengths as plot_lengths,
)
from .figures import (
    plot_term_frequencies as plot_term_frequencies,
)
from .figures import (
    plot_timeline as plot_timeline,
)
from .figures import (
    plot_zipf as plot_zipf,
)
from .terms import (
    dispersion as dispersion,
)
from .terms import (
    keyness as keyness,
)
from .terms import (
    term_frequencies as term_frequencies,
)
from .terms import (
    tfidf as tfidf,
)
from .tokens import (
    Tokens as Tokens,
)
from .tokens import (
    stopwords as stopwords,
)
from .tokens import (
    tokenize as tokenize,
)

__version__: str
