"""The senses: encoding, choosing, composing and hearing. Imports neither `catalog` nor `demo`."""
