"""No example is judged by how fast the machine is that reads it."""

from hypothesis import settings

settings.register_profile("thai", deadline=None)
settings.load_profile("thai")
