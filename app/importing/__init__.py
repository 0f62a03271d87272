"""Spreadsheets and data files in: read, checked as a whole, refused as a whole or recorded as a whole."""
