"""How the book is kept: cipher, keyring, journal, standing beliefs, reading."""
