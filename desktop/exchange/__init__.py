"""Workbooks in and out: no Qt, no vault, and nothing on the disk but the file asked for."""
