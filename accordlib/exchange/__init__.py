"""To and from other tools: annotations, networks, tables."""
