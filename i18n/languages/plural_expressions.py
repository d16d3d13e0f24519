"""Plural expressions to functions: gettext's subset of C, parsed here and never handed to Python."""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(r"\s*(?:([0-9]+)|(n\b)|(&&|\|\||[=!<>]=|[-?:<>+*/%!()]))", re.ASCII)
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))
_PRECEDENCE = {operator: level for level, operators in enumerate(_LEVELS, 1) for operator in operators}
WORD = (1 << 64) - 1
"""gettext computes with C's unsigned long, so `n - 2` is huge for 1."""
LONGEST = 1024
"""Characters of an expression; the longest in use, for Breton, has about 300."""
_DEEPEST = 64
"""Nested operators; the deepest in use has about 20."""

Evaluate = Callable[[int], int]


def compiled(expression: str) -> Evaluate:
    """A function from a number to what the expression says; it raises ZeroDivisionError where that divides by 0.

    Raises ValueError for what is not such an expression, or is too long or too deep.
    """
    if len(expression) > LONGEST:
        raise ValueError(f"plural expression of {len(expression)} characters; at most {LONGEST} are read")
    parser = _Parser(expression, _tokens(expression))
    _, evaluate = parser.conditional(0)
    if parser.tokens:
        raise parser.unexpected()
    return evaluate


def _tokens(expression: str) -> list[str]:
    tokens: list[str] = []
    position = 0
    text = expression.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ValueError(f"plural={expression!r}: {text[position:].strip()[:20]!r} is not part of a plural rule")
        tokens.append(match[match.lastindex or 0])
        position = match.end()
    return tokens[::-1]


class _Parser:
    """Recursive descent over gettext's subset of C. Each method gives the depth of what it read and its function."""

    def __init__(self, expression: str, tokens: list[str]) -> None:
        self.expression = expression
        self.tokens = tokens
        """The rest, the next one last."""

    def conditional(self, depth: int) -> tuple[int, Evaluate]:
        self.limit(depth)
        height, condition = self.binary(1, depth + 1)
        if not self.skip("?"):
            return height, condition
        height_yes, yes = self.conditional(depth + 1)
        if not self.skip(":"):
            raise self.unexpected()
        height_no, no = self.conditional(depth + 1)
        return self.limit(max(height, height_yes, height_no) + 1), lambda n: yes(n) if condition(n) else no(n)

    def binary(self, lowest: int, depth: int) -> tuple[int, Evaluate]:
        height, left = self.unary(depth)
        while self.tokens and (precedence := _PRECEDENCE.get(self.tokens[-1], 0)) >= lowest:
            operator = self.tokens.pop()
            height_right, right = self.binary(precedence + 1, depth + 1)
            height = self.limit(max(height, height_right) + 1)
            left = _operation(operator, left, right)
        return height, left

    def unary(self, depth: int) -> tuple[int, Evaluate]:
        self.limit(depth)
        if self.skip("!"):
            height, operand = self.unary(depth + 1)
            return self.limit(height + 1), lambda n: int(not operand(n))
        if self.skip("("):
            inner = self.conditional(depth + 1)
            if not self.skip(")"):
                raise self.unexpected()
            return inner
        if self.skip("n"):
            return 1, lambda n: n
        if self.tokens and self.tokens[-1].isdigit():
            number = int(self.tokens.pop()) & WORD
            return 1, lambda n: number
        raise self.unexpected()

    def skip(self, token: str) -> bool:
        if self.tokens and self.tokens[-1] == token:
            self.tokens.pop()
            return True
        return False

    def limit(self, depth: int) -> int:
        if depth > _DEEPEST:
            raise ValueError(f"plural expression {self.expression[:40]!r}... is nested more than {_DEEPEST} deep")
        return depth

    def unexpected(self) -> ValueError:
        found = repr(self.tokens[-1]) if self.tokens else "the end"
        return ValueError(f"plural={self.expression!r}: unexpected {found}")


def _operation(operator: str, left: Evaluate, right: Evaluate) -> Evaluate:
    operations: dict[str, Evaluate] = {
        "||": lambda n: int(bool(left(n) or right(n))),
        "&&": lambda n: int(bool(left(n) and right(n))),
        "==": lambda n: int(left(n) == right(n)),
        "!=": lambda n: int(left(n) != right(n)),
        "<": lambda n: int(left(n) < right(n)),
        ">": lambda n: int(left(n) > right(n)),
        "<=": lambda n: int(left(n) <= right(n)),
        ">=": lambda n: int(left(n) >= right(n)),
        "+": lambda n: (left(n) + right(n)) & WORD,
        "-": lambda n: (left(n) - right(n)) & WORD,
        "*": lambda n: (left(n) * right(n)) & WORD,
        "/": lambda n: left(n) // right(n),
        "%": lambda n: left(n) % right(n),
    }
    return operations[operator]
