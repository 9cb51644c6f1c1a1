"""更正: correct a field, or take back the latest act."""
