"""The API over an edition: the same answers as the pages, as JSON. Case bodies are served as the bytes that were
published.
"""
