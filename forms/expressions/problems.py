"""What can be wrong with an expression."""

from __future__ import annotations


class ExpressionError(Exception):
    """An expression that cannot be used, found while a form is loaded.

    `code` is one of syntax, unknown_function, arity, unknown_name, unknown_instance, too_long,
    too_deep; `values` fill the sentence that belongs to the code.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class BudgetSpent(Exception):
    """Running an expression took more steps than one answer may cost."""
