"""The desk: what editors propose, who checks it, and how it becomes history; merges, reverts, and taking somebody out at once.

Functions of a session, a key ring and the person who acts, with that person's roles and clearance as they are now. Never
commits, never decides what a level may see (that is disclosure's alone), never tells anybody what lies above their clearance.

Each room uses those below it and none above (contract in pyproject.toml): `entry` and `record`, `review`, `withdrawal`, `drafts`,
`history`. What all of them stand on lies beside them: who acts (`people`), what they see (`views`) and at which revision
(`revisions`), values in `words`, and what is refused (`errors`).
"""
