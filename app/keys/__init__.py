"""Keys: the ring that seals the vault and wraps edition keys, and the signatures readers can check.

This file imports nothing, on purpose: a public process imports `app.keys.verify` and must not thereby load the ring or AES.
"""
