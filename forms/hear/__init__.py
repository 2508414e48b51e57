"""Reading one answer: a module per family of question types."""

from forms.hear.outcome import Answer, Offer, Outcome, Stay, Wrong
from forms.hear.route import hear

__all__ = ["Answer", "Offer", "Outcome", "Stay", "Wrong", "hear"]
