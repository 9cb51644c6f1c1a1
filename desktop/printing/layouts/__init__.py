"""The shapes of paper: one module for each family of forms."""
