"""From the vault to what readers hold: load, let disclosure decide, build, sign, swap; suppress and withdraw.

Must never decide itself what a level may see.
"""
