"""Trouble on demand: the switches."""
