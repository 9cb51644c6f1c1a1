"""The desk: where a person sits. Screens, paper, workbooks and the command line."""
