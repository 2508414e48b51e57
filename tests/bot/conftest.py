from hypothesis import settings

# A promise does not depend on how fast the machine is.
settings.register_profile("bot", deadline=None)
settings.load_profile("bot")
