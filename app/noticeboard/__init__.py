"""The public host's own small store: frozen lists, what vigils read, sealed letters to the desk.

Must never hold a name in plain, what a line says, a key that opens, an address of a reader, or a time of day.
"""
