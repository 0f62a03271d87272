"""Pictures drawn at publication, in both languages, from the rows of one edition and from nothing else.

Each is an SVG without script, with the table it was drawn from, its data and its Vega-Lite specification beside it.
"""
