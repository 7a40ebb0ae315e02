"""Who is named, with whom, and would chance do it: gazetteer, mentions, networks, robustness."""
