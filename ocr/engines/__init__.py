"""Who reads: one folder or module an engine, all behind the protocol in `base`.

Engines know no database, settings or users; `jobs` introduces them to rows.
"""
