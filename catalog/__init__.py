"""The goods: items and their pictures in SQLite, vectors beside them, and search over both."""
