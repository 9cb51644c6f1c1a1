"""Acts about devices."""
