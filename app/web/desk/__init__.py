"""The desk's pages: what editors and reviewers see and do. Thin: every rule is in `app.editing`, every level in `app.disclosure`."""
