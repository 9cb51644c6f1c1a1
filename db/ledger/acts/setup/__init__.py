"""建账: the unit, its departments, persons, places, accounts and witnesses."""
