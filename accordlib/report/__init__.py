"""One agreement in one call, as a page."""
