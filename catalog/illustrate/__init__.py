"""Draws the sample catalogue: product parameters in, vector pictures and a CSV out."""
