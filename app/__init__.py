"""Casebook: a curated, source-backed case database of forcibly repatriated refugees."""
