"""Letters, family names and readings as data: what a spelling rule is, code in `app.names` only walks it."""
