"""自查整改: checks, what they have found until it is put right, inspections received."""
