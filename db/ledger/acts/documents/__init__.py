"""文件: scope and attributes of a document."""
