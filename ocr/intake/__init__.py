"""From an uploaded file to upright page images, safely. Knows no Django and no database.

`inspect` looks at a file in a web process, `prepare` makes its pages in a worker; both raise
`errors.Refusal`. Nothing is imported here: the child process starts with this package.
"""
