"""Sets of photos that wait to be shuffled."""

from __future__ import annotations

import asyncio

from simulator.delivery.image_sets import ImageSets
from simulator.delivery.webhooks import Parcel
from simulator.trouble.faults import Faults


def _photo(index: int, total: int = 3) -> Parcel:
    image_set = {"id": "A", "index": index, "total": total}
    return Parcel("U1", {"message": {"type": "image", "imageSet": image_set}})


def _shuffling() -> Faults:
    faults = Faults()
    faults.change({"shuffle_image_sets": True})
    return faults


def test_a_photo_that_never_comes_does_not_keep_the_others() -> None:
    sent: list[Parcel] = []

    async def two_of_three() -> None:
        sets = ImageSets(_shuffling(), sent.append, patience_s=0)
        for index in (1, 2):
            sets.send(_photo(index))
        assert sets.waiting == 2
        async with asyncio.timeout(10):
            while sets.waiting:
                await asyncio.sleep(0.001)

    asyncio.run(two_of_three())
    assert sent == [_photo(2), _photo(1)]


def test_what_waits_is_forgotten_with_all_else() -> None:
    sent: list[Parcel] = []

    async def reset() -> None:
        sets = ImageSets(_shuffling(), sent.append)
        sets.send(_photo(1))
        sets.forget()
        sets.send(_photo(2, total=2))
        sets.send(_photo(1, total=2))
        assert sets.waiting == 0

    asyncio.run(reset())
    assert sent == [_photo(1, total=2), _photo(2, total=2)]


def test_sets_of_two_chats_do_not_mix() -> None:
    sent: list[Parcel] = []

    async def both() -> None:
        sets = ImageSets(_shuffling(), sent.append)
        sets.send(_photo(1, total=2))
        sets.send(Parcel("U2", _photo(2, total=2).event))
        assert sets.waiting == 2

    asyncio.run(both())
    assert sent == []
