"""A proposal before anybody reviews it: the changes it can hold, how it is kept for its authors, and what it touches of the record."""
