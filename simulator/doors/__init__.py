"""How it is started: ``python -m simulator`` and its plays."""
