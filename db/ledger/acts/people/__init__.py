"""人员: what is on record of a person's fitness, and his leaving."""
