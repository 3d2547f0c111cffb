"""The admin. Nothing is imported here: the site is made while this package loads."""
