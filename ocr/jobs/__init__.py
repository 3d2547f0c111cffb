"""What the app does: the flows over rows, files and engines, one module a verb.

The only place that opens a Secret and introduces an engine to a row.
"""
