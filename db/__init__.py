"""The book: the encrypted ledger and everything true about it."""
