"""Dialogs: built from acts, and the few that are not."""
