"""The parts of an agreement: headings, commitments, signatures."""
