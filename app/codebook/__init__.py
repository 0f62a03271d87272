"""What a case is made of: levels, fields, values, vocabularies, partial dates, ages. Each is declared once, here.

Pure: plain values in and out, no database, no clock. Everything that shows, stores, filters or exports a field reads its
declaration in `fields.py` instead of repeating it.
"""
