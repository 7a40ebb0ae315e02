"""Which words, how often, beside which: tokens, frequencies, keyness, concordance, collocations."""
