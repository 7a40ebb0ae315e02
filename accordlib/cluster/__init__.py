"""The same calls on a cluster of Dask."""

from accordlib.cluster.calls import collocates as collocates
from accordlib.cluster.calls import find_mentions as find_mentions
from accordlib.cluster.calls import find_readable as find_readable
from accordlib.cluster.calls import keyness as keyness
from accordlib.cluster.calls import term_frequencies as term_frequencies
from accordlib.cluster.calls import tokenize as tokenize
from accordlib.cluster.portions import texts_in as texts_in
