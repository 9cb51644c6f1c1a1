"""Pages: thin; each a view, its card and the verbs that are lawful."""
