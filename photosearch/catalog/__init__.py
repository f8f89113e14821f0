"""SQLite: the one truth of a library; everything else is rebuilt from it and the photos.

A repository a noun, handed out by ``Catalog``; pure storage, the decisions are the services'.
"""
