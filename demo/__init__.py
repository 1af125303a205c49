"""The conversation and its page."""
