"""What leaves the house as a file: lists to read aloud as CSV and as plain text, and the words they are made of.

Pure: documents of an edition in, text or bytes out. Knows no request, no database and no clock.
"""
