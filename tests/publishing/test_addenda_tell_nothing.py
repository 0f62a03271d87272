"""What stands on the public host's disk hangs on what the public is told alone, byte for byte, whatever else is recorded meanwhile.

Two houses record the same for the public; in one of them things are recorded, too, that the public is not to learn of. Whoever
reads the files of a base and its addendum, and not only the answers, must find no difference.
"""
