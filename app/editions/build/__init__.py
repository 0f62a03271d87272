"""Builds editions from disclosure's frozen views. Must never be importable from the public application."""
