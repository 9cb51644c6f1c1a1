"""Editors: one for each kind of field an act can ask for."""
