"""The drawings, a module for things that are made alike."""
