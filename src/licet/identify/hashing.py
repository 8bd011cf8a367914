"""Numbers for runs of words, reckoned on whole arrays: keys of short runs, and one number for a run of any length.

A run's number is a polynomial in one odd factor modulo 2^64 (Karp and Rabin 1987). With the sums over all
beginnings of a text at hand, the number of any of its runs takes one subtraction.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

LONGEST: Final = 4
"""Words of the longest run that anchors a rule."""
SAMPLE: Final = 5
"""Words of a sampled run."""

_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_TURNS: Final = np.array(
    [0xA24BAED4963EE407, 0x9FB21C651E98DF25, 0xC13FA9A902A6328F, 0xD1B54A32D192ED03, 0xEB44ACCAB455D165], np.uint64
)
_SIZES: Final = np.array(
    [0, 0x2545F4914F6CDD1D, 0x5851F42D4C957F2D, 0x14057B7EF767814F, 0x27BB2EE687B0B0FD, 0x369DEA0F31A53F85], np.uint64
)
_SLOTS: Final = 16


def buckets(keys: Keys, turn: int) -> NDArray[np.int64]:
    """Return the slot of each key in one of two tables of 65,536 slots (cuckoo hashing, Pagh and Rodler 2001)."""
    return ((keys >> np.uint64(64 - _SLOTS * (turn + 1))) & np.uint64((1 << _SLOTS) - 1)).view(np.int64)


def runs(keys: Keys, size: int) -> Keys:
    """Return the key of every run of `size` words (1 to 5)."""
    count = len(keys) - size + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    found: Keys = keys[:count] * _TURNS[0]
    for turn in range(1, size):
        found += keys[turn : count + turn] * _TURNS[turn]
    return _mixed(found, size)


def runs_upto(keys: Keys, size: int) -> list[Keys]:
    """Return the keys of the runs of one word, of two words ... of `size` words; each is worked out from the last."""
    total: Keys = keys * _TURNS[0]
    found = [_mixed(total, 1)]
    for turn in range(1, size):
        total = total[:-1] + keys[turn:] * _TURNS[turn]
        found.append(_mixed(total, turn + 1))
    return found


def _mixed(sums: Keys, size: int) -> Keys:
    """Spread the sums of runs over all bits."""
    found: Keys = sums ^ sums >> np.uint64(32)
    found *= _SIZES[size]
    found ^= found >> np.uint64(29)
    return found


def in_bitmap(keys: Keys, bits: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return whether the bit of each key is set; `bits` holds a power of two of them."""
    width = int(len(bits) * 8).bit_length() - 1
    place = keys >> np.uint64(64 - width)
    octets = bits[(place >> np.uint64(3)).view(np.int64)]
    return (octets >> (place & np.uint64(7)).astype(np.uint8) & np.uint8(1)).view(np.bool_)


def bitmap(keys: Keys, width: int) -> NDArray[np.uint8]:
    """Return a bitmap of 2^width bits with the bit of each key set."""
    bits = np.zeros(1 << width, np.uint8)
    bits[(keys >> np.uint64(64 - width)).astype(np.int64)] = 1
    return np.packbits(bits, bitorder="little")


class Powers:
    """The powers of the base, as many as were asked for so far."""

    def __init__(self) -> None:
        self._found: Keys = np.ones(1, np.uint64)

    def upto(self, count: int) -> Keys:
        """Return the powers 0 to `count` - 1."""
        if len(self._found) < count:
            factors = np.full(max(count, 2 * len(self._found)), _BASE, np.uint64)
            factors[0] = 1
            self._found = np.multiply.accumulate(factors)
        return self._found[:count]


_POWERS: Final = Powers()


def sums(keys: Keys) -> Keys:
    """Return the numbers of all beginnings of a text, the empty one first: one more than there are words."""
    found = np.zeros(len(keys) + 1, np.uint64)
    (keys * _POWERS.upto(len(keys))).cumsum(out=found[1:])
    return found


def matches(beginnings: Keys, starts: NDArray[np.int64], ends: NDArray[np.int64], numbers: Keys) -> NDArray[np.bool_]:
    """Return whether the words from each start to each end have the number that is wanted (as `whole` gives it)."""
    found: NDArray[np.bool_] = beginnings[ends] - beginnings[starts] == numbers * _POWERS.upto(len(beginnings))[starts]
    return found


def whole(keys: Keys) -> int:
    """Return the number of a whole text."""
    return int(sums(keys)[-1])
