"""How Korean names are spelled, keyed and compared. Pure: no database, no clock, no network; only its own tables."""
