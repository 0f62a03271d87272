"""Storage: engines, column types, the hash chain, append-only triggers, migrations. Knows no table of the record."""
