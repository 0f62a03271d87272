"""The vault: what sources say about people and their return, who decided what, and an unbroken record of both.

Facts are claims; history is append-only and hash-chained; values lie sealed. Everything is written through `recording` and
read in bulk through `reading`. Never commits: that is for the edge of a request or command.
"""
