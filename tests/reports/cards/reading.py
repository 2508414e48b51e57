"""A QR code taken apart: format, mask, the way of the bits, blocks checked by their syndromes.

Written from ISO/IEC 18004 apart from what draws them; it reads byte mode of versions 1 to 9.
"""

from __future__ import annotations

from collections.abc import Sequence

Matrix = Sequence[Sequence[bool]]
# By version at level M: (blocks, codewords of a block, of these data), as table 9 lists them.
BLOCKS = {
    1: [(1, 26, 16)], 2: [(1, 44, 28)], 3: [(1, 70, 44)], 4: [(2, 50, 32)], 5: [(2, 67, 43)],
    6: [(4, 43, 27)], 7: [(4, 49, 31)], 8: [(2, 60, 38), (2, 61, 39)],
    9: [(3, 58, 36), (2, 59, 37)],
}  # fmt: skip
CENTRES = {1: [], 7: [6, 22, 38], 8: [6, 24, 42], 9: [6, 26, 46]}


def read(matrix: Matrix) -> str:
    """The text. AssertionError where the code breaks a rule."""
    size = len(matrix)
    version = (size - 17) // 4
    mask = _mask(matrix)
    bits = [
        matrix[y][x] ^ _flips(mask, y, x) for y, x in _way(size) if not _is_fixed(version, y, x)
    ]
    words = [
        int("".join(str(int(bit)) for bit in bits[at : at + 8]), 2)
        for at in range(0, len(bits) - 7, 8)
    ]
    return _text(_data(words, version))


def _mask(matrix: Matrix) -> int:
    """Beside the upper left finder, most significant bit first; then once more elsewhere."""
    size = len(matrix)
    first = [matrix[8][x] for x in (0, 1, 2, 3, 4, 5, 7, 8)]
    first += [matrix[y][8] for y in (7, 5, 4, 3, 2, 1, 0)]
    second = [matrix[y][8] for y in range(size - 1, size - 8, -1)]
    second += [matrix[8][x] for x in range(size - 8, size)]
    assert first == second
    told = int("".join(str(int(bit)) for bit in first), 2) ^ 0b101010000010010
    assert told >> 13 == 0, "level M"
    assert _remainder(told, 0b10100110111, 15) == 0
    return told >> 10 & 0b111


def _remainder(value: int, by: int, bits: int) -> int:
    for shift in range(bits - by.bit_length(), -1, -1):
        if value >> (shift + by.bit_length() - 1) & 1:
            value ^= by << shift
    return value


def _flips(mask: int, i: int, j: int) -> bool:
    """Table 10; i is the row, j the column."""
    return (
        (i + j) % 2 == 0,
        i % 2 == 0,
        j % 3 == 0,
        (i + j) % 3 == 0,
        (i // 2 + j // 3) % 2 == 0,
        (i * j) % 2 + (i * j) % 3 == 0,
        ((i * j) % 2 + (i * j) % 3) % 2 == 0,
        ((i + j) % 2 + (i * j) % 3) % 2 == 0,
    )[mask]


def _way(size: int) -> list[tuple[int, int]]:
    found, up, x = [], True, size - 1
    while x > 0:
        if x == 6:
            x -= 1
        for y in range(size - 1, -1, -1) if up else range(size):
            found += [(y, x), (y, x - 1)]
        up, x = not up, x - 2
    return found


def _is_fixed(version: int, y: int, x: int) -> bool:
    size = 4 * version + 17
    if 6 in (x, y) or (x < 9 and y < 9) or (x < 9 and y >= size - 8) or (x >= size - 8 and y < 9):
        return True
    if version >= 7 and (
        (x < 6 and size - 11 <= y < size - 8) or (y < 6 and size - 11 <= x < size - 8)
    ):
        return True
    centres = CENTRES.get(version, [6, 4 * version + 10])
    last = max(centres, default=0)
    return any(
        abs(x - cx) <= 2 and abs(y - cy) <= 2
        for cx in centres
        for cy in centres
        if (cx, cy) not in {(6, 6), (6, last), (last, 6)}
    )


def _data(words: list[int], version: int) -> list[int]:
    shapes = [(all_, data) for times, all_, data in BLOCKS[version] for _ in range(times)]
    assert len(words) == sum(all_ for all_, _ in shapes)
    blocks: list[list[int]] = [[] for _ in shapes]
    given = iter(words)
    for at in range(max(data for _, data in shapes)):
        for block, (_, data) in zip(blocks, shapes, strict=True):
            if at < data:
                block.append(next(given))
    for _ in range(shapes[0][0] - shapes[0][1]):
        for block in blocks:
            block.append(next(given))
    for block, (all_, data) in zip(blocks, shapes, strict=True):
        assert not any(_syndromes(block, all_ - data))
    return [word for block, (_, data) in zip(blocks, shapes, strict=True) for word in block[:data]]


EXP = [1]
for _ in range(254):
    EXP.append(EXP[-1] << 1 if EXP[-1] < 128 else EXP[-1] << 1 ^ 0x11D)
LOG = {value: at for at, value in enumerate(EXP)}


def _syndromes(block: list[int], count: int) -> list[int]:
    """The block as a polynomial at each root of the generator: all nought, if nothing is wrong."""
    found = []
    for root in range(count):
        value = 0
        for word in block:
            value = (EXP[(LOG[value] + root) % 255] if value else 0) ^ word
        found.append(value)
    return found


def _text(words: list[int]) -> str:
    bits = "".join(f"{word:08b}" for word in words)
    assert bits[:4] == "0100", "byte mode"
    length = int(bits[4:12], 2)
    return bytes(int(bits[at : at + 8], 2) for at in range(12, 12 + 8 * length, 8)).decode()
