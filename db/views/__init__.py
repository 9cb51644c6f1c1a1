"""What can be asked of the book: one question per file."""
