"""The public face: thin routes over an edition, templates, one stylesheet, errors, headers and the policy table.

Works without script and without any other host. Imports `editions.read` and `sharing`; never what decides or
writes.
"""
