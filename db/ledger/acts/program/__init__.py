"""系统: what the program itself puts on record."""
