"""Acts on a record: small forms, each of which becomes a proposal.

A new one is two functions (its cells, and the change that it proposes) and a row in `table`.
"""
