"""What is in a file, and where: documents, passages, sentences, dates, folders."""
