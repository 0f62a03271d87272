"""Splitting a list among readers: how long a line takes, who reads which lines, and by the clock when. Pure."""
