"""XLSForm: reading, expressions, stepping. Pure: no database, no chat, no clock of its own."""

from forms.answered import entries_of
from forms.faults import Fault, FormRefused
from forms.form import Form, Item
from forms.left import questions_left
from forms.load import load
from forms.next import Step
from forms.question import At, Heard, HeardKind, Question, QuestionType, Reader, Reading
from forms.step import answers, prefill, resume, speak, start, step, summary
from forms.told import told

__all__ = [
    "At",
    "Fault",
    "Form",
    "FormRefused",
    "Heard",
    "HeardKind",
    "Item",
    "Question",
    "QuestionType",
    "Reader",
    "Reading",
    "Step",
    "answers",
    "entries_of",
    "load",
    "prefill",
    "questions_left",
    "resume",
    "speak",
    "start",
    "step",
    "summary",
    "told",
]
