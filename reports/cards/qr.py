"""A QR code of a link (ISO/IEC 18004: byte mode, error correction M, versions 1 to 9).

Drawn here because what typst has to draw is a grid of squares, and no library that comes along
makes one. `tests/reports/cards/` reads it back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

# By version, from 1: codewords of error correction in a block, and blocks (ISO 18004, table 9, M).
_CORRECTION = (10, 16, 26, 18, 24, 16, 18, 22, 22)
_BLOCKS = (1, 1, 1, 2, 2, 4, 4, 4, 5)
_ALIGNED: tuple[tuple[int, ...], ...] = (
    (),
    (6, 18),
    (6, 22),
    (6, 26),
    (6, 30),
    (6, 34),
    (6, 22, 38),
    (6, 24, 42),
    (6, 26, 46),
)
MOST_BYTES = 180

Matrix = tuple[tuple[bool, ...], ...]
_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda x, y: (x + y) % 2,
    lambda _x, y: y % 2,
    lambda x, _y: x % 3,
    lambda x, y: (x + y) % 3,
    lambda x, y: (x // 3 + y // 2) % 2,
    lambda x, y: x * y % 2 + x * y % 3,
    lambda x, y: (x * y % 2 + x * y % 3) % 2,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2,
)


class TooLong(ValueError):
    """More than 180 bytes do not fit."""


def qr(text: str) -> Matrix:
    """Rows of modules, True for dark, without the quiet zone around. Raises TooLong."""
    data = text.encode()
    version = next((v for v in range(1, 10) if len(data) + 2 <= _capacity(v)), None)
    if version is None:
        raise TooLong(len(data))
    words = _interleaved(_data_words(data, version), version)
    drawn = (_Drawing(version).of(words, mask) for mask in range(len(_MASKS)))
    return min(drawn, key=_penalty)


def _modules(version: int) -> int:
    """How many modules are for data and correction."""
    found = (16 * version + 128) * version + 64
    if version >= 2:
        along = version // 7 + 2
        found -= (25 * along - 10) * along - 55
    return found - 36 if version >= 7 else found


def _capacity(version: int) -> int:
    at = version - 1
    return _modules(version) // 8 - _CORRECTION[at] * _BLOCKS[at]


def _data_words(data: bytes, version: int) -> list[int]:
    """Mode, length, the bytes, the terminator, and padding."""
    bits = f"0100{len(data):08b}" + "".join(f"{byte:08b}" for byte in data) + "0000"
    words = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    padding = (236, 17) * _capacity(version)
    return words + list(padding[: _capacity(version) - len(words)])


def _interleaved(words: list[int], version: int) -> list[int]:
    """The blocks' data one after the other, then their correction: the first word of each first."""
    blocks, correction = _BLOCKS[version - 1], _CORRECTION[version - 1]
    size, longer = divmod(len(words), blocks)
    parts, at = [], 0
    for block in range(blocks):
        end = at + size + (block >= blocks - longer)
        parts.append(words[at:end])
        at = end
    divisor = _divisor(correction)
    checks = [_remainder(part, divisor) for part in parts]
    return [*_by_turns(parts), *_by_turns(checks)]


def _by_turns(parts: list[list[int]]) -> Iterator[int]:
    for at in range(max(map(len, parts))):
        yield from (part[at] for part in parts if at < len(part))


@cache
def _divisor(degree: int) -> tuple[int, ...]:
    """The generator polynomial of Reed and Solomon, without its first coefficient."""
    found, root = [0] * (degree - 1) + [1], 1
    for _ in range(degree):
        found = [
            _times(one, root) ^ following
            for one, following in zip(found, [*found[1:], 0], strict=True)
        ]
        root = _times(root, 2)
    return tuple(found)


def _remainder(words: list[int], divisor: tuple[int, ...]) -> list[int]:
    rest = [0] * len(divisor)
    for word in words:
        factor = word ^ rest.pop(0)
        rest.append(0)
        rest = [one ^ _times(part, factor) for one, part in zip(rest, divisor, strict=True)]
    return rest


def _times(left: int, right: int) -> int:
    """Multiplied in the field of 256 with the polynomial 0x11D."""
    found = 0
    for bit in range(7, -1, -1):
        found = (found << 1) ^ ((found >> 7) * 0x11D)
        found ^= (right >> bit & 1) * left
    return found


class _Drawing:
    """`fixed` is what every code of a version has: finders, timing, alignment, format, version."""

    def __init__(self, version: int) -> None:
        self._version, self._size = version, 4 * version + 17
        self._fixed: dict[tuple[int, int], bool] = {}
        self._timing()
        for x, y in ((3, 3), (self._size - 4, 3), (3, self._size - 4)):
            self._rings(x, y, 4, dark=(0, 1, 3))
        self._alignment()
        if version >= 7:
            self._version_bits()

    def of(self, words: list[int], mask: int) -> Matrix:
        grid = dict(self._fixed)
        grid.update(self._format_bits(mask))
        bits = (word >> shift & 1 for word in words for shift in range(7, -1, -1))
        for x, y in self._way(grid):
            grid[x, y] = bool(next(bits, 0)) ^ (_MASKS[mask](x, y) == 0)
        size = range(self._size)
        return tuple(tuple(grid[x, y] for x in size) for y in size)

    def _way(self, taken: dict[tuple[int, int], bool]) -> list[tuple[int, int]]:
        """Up and down in columns of two, from the right, past the timing column."""
        found = []
        for right in range(self._size - 1, 0, -2):
            column = right - 1 if right <= 6 else right
            upward = (column + 1) & 2 == 0
            for step in range(self._size):
                y = self._size - 1 - step if upward else step
                found += [(x, y) for x in (column, column - 1) if (x, y) not in taken]
        return found

    def _timing(self) -> None:
        for at in range(self._size):
            self._fixed[6, at] = self._fixed[at, 6] = at % 2 == 0

    def _rings(self, x: int, y: int, reach: int, dark: tuple[int, ...]) -> None:
        for right in range(-reach, reach + 1):
            for down in range(-reach, reach + 1):
                at = x + right, y + down
                if all(0 <= one < self._size for one in at):
                    self._fixed[at] = max(abs(right), abs(down)) in dark

    def _alignment(self) -> None:
        places = _ALIGNED[self._version - 1]
        for x in places:
            for y in places:
                if (x, y) not in {(6, 6), (6, max(places)), (max(places), 6)}:
                    self._rings(x, y, 2, dark=(0, 2))

    def _format_bits(self, mask: int) -> dict[tuple[int, int], bool]:
        """Level M is 00; ten bits of BCH behind it, told twice."""
        rest = mask
        for _ in range(10):
            rest = (rest << 1) ^ ((rest >> 9) * 0x537)
        told, end = (mask << 10 | rest) ^ 0x5412, self._size
        first = [*((8, at) for at in range(6)), (8, 7), (8, 8), (7, 8)]
        first += [(14 - at, 8) for at in range(9, 15)]
        second = [(end - 1 - at, 8) for at in range(8)]
        second += [(8, end - 15 + at) for at in range(8, 15)]
        found = {(8, end - 8): True}
        for places in (first, second):
            found |= {place: bool(told >> at & 1) for at, place in enumerate(places)}
        return found

    def _version_bits(self) -> None:
        rest = self._version
        for _ in range(12):
            rest = (rest << 1) ^ ((rest >> 11) * 0x1F25)
        told = self._version << 12 | rest
        for at in range(18):
            x, y, dark = self._size - 11 + at % 3, at // 3, bool(told >> at & 1)
            self._fixed[x, y] = self._fixed[y, x] = dark


_RUN = re.compile("0{5,}|1{5,}")
_LIKE_A_FINDER = re.compile("(?=00001011101|10111010000)")


def _penalty(drawn: Matrix) -> int:
    """How hard it would be to read: runs, blocks, what looks like a finder, too dark or light."""
    rows = ["".join("01"[one] for one in row) for row in drawn]
    lines = rows + ["".join(column) for column in zip(*rows, strict=True)]
    runs = sum(len(run[0]) - 2 for line in lines for run in _RUN.finditer(line))
    finders = sum(len(_LIKE_A_FINDER.findall(line)) for line in lines)
    blocks = sum(
        upper[at] == upper[at + 1] == lower[at] == lower[at + 1]
        for upper, lower in pairwise(rows)
        for at in range(len(rows) - 1)
    )
    dark, all_of_them = "".join(rows).count("1"), len(rows) ** 2
    uneven = abs(dark * 20 - all_of_them * 10) // all_of_them
    return runs + 3 * blocks + 40 * finders + 10 * uneven


def as_svg(drawn: Matrix, quiet: int = 4) -> str:
    """As one path, with the quiet zone that a camera needs (ISO 18004: four modules)."""
    size = len(drawn) + 2 * quiet
    path = "".join(
        f"M{run.start() + quiet} {y + quiet}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(drawn)
        for run in re.finditer("1+", "".join("01"[one] for one in row))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path d="{path}" fill="#000" shape-rendering="crispEdges"/></svg>'
    )
