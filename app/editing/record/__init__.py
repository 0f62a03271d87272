"""The record as somebody at the desk reads it: the roll, one person, case or event in words, and notes beside it."""
