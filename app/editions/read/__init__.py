"""Opens editions read-only and answers: get, search, filter, count, list. Holds no key of its own and cannot write."""
