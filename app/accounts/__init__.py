"""People who may sign in: who they are to this house, what they may see and do, until when, and who agreed to it.

Knows nothing of the record (the vault) and never decides what a level may see (disclosure). Time comes in as an argument;
commits stay at the edge. An account is known elsewhere only by its opaque id.
"""
