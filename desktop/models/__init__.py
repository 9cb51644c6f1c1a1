"""What Qt's tables show: rows of views, never edited here."""
