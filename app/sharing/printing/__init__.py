"""A list on paper and in office files. What is printed is made ready as plain text first (sheet), so that all formats say the same."""
