"""The one place that decides what a level may see. Pure: plain values in, frozen views out; no I/O, no clock, no database.

`project(dossier, level, on)` is `shape(gate(clear(dossier, level), on))` for one individual; `assemble` joins the views of all.
If you are about to write a second check elsewhere, stop and move it here.
"""
