"""One module for each library; each has a class Side that does the same work with it."""
