"""XPath 1.0 as XLSForm writes it: parsing, compiling to closures, and ODK's functions.

`compile_expression` turns a cell's text into something that can be run many times; whatever is
wrong with the text is found there, never while a person answers.
"""

from forms.expressions.compile import Compiled, Scope, compile_expression
from forms.expressions.problems import BudgetSpent, ExpressionError
from forms.expressions.values import Element, boolean, number, string

__all__ = [
    "BudgetSpent",
    "Compiled",
    "Element",
    "ExpressionError",
    "Scope",
    "boolean",
    "compile_expression",
    "number",
    "string",
]
