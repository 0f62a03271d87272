"""The record: the roll, one person, case or event, its past, notes on it, and pairs who may be one person."""
