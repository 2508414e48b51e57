"""Conversations as data: played against a bot, and recorded from a phone."""
