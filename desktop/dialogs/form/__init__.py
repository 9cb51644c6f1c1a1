"""The parts of a form that is built from an act."""
