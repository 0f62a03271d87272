"""The desk's pages: what editors and reviewers see and do. Thin: every rule is in `app.editing`, every level in `app.disclosure`.

The rooms are called as those of `app.editing` that they show: `entry`, `record`, `review`, `withdrawal`; `acts` are the small forms
on a record. `rooms` puts the routes of all of them together. What they stand on lies beside them: who has come (`house`), how a
page is drawn (`pages`), a form sent twice (`once`), who may use which route (`policies`), and the log of who saw what (`witness`).
"""
