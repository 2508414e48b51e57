"""The demonstration: invented villages and people, and a month of what they reported and told.

Everything is entered through the services while a driven clock walks through that month. The data
stand in `data/`; `load` puts them in, `make_phones` gives the simulator the phones of the people.
"""

from __future__ import annotations

from commands.demo.loading import is_loaded, load, not_before
from commands.demo.phones import Phone, address, make_phones
from commands.demo.photos import Unkept

__all__ = ["Phone", "Unkept", "address", "is_loaded", "load", "make_phones", "not_before"]
