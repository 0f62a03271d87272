"""Editions: one read-only SQLite file per level, built whole from disclosure's answer and never written again.

`build` makes them, `read` opens them; a reader's process can import only `read`.
"""
