"""Events on their way to the bot."""
