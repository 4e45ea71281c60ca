"""What is kept on disk, and nothing of why: SQLAlchemy over SQLCipher, one thread, one unit of work per operation.

Imported lazily: nothing on the way to the first window needs it. No other room imports SQLAlchemy.
"""
