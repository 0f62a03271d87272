"""Proposals as a reviewer reads them: all of them, one in words, what each level would see of it, and the word on it."""
