"""The `casebook` command: the edge where time, randomness, keys and commits live."""
