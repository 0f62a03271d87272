"""The desk: what editors propose, who checks it, and how it becomes history; merges, reverts, and taking somebody out at once.

Functions of a session, a key ring and the person who acts, with that person's roles and clearance as they are now. Never
commits, never decides what a level may see (that is disclosure's alone), never tells anybody what lies above their clearance.
"""
