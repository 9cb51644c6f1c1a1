"""交接: the list is frozen, counted item by item, handed over and received."""
