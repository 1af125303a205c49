"""The shop as a server: who visits, what is let in, the endpoints and tools, uploads, progress, settings."""
