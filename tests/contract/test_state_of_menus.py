"""Rich menus can be saved and loaded, with what was still under way."""

from __future__ import annotations

import json

from simulator.menu_jobs import Job, MenuJobs
from simulator.richmenus import RichMenus


def test_rich_menus_come_back_as_they_were() -> None:
    menus = RichMenus()
    menu = menus.create({"name": "ลูกบ้าน"})
    menu.image, menu.image_type = b"\x89PNG\x00", "image/png"
    menus.link("U1", menu.id)
    menus.aliases["page-1"] = menus.default = menu.id
    again = RichMenus()
    again.restore(json.loads(json.dumps(menus.state())))
    assert again.state() == menus.state()
    assert again.get(menu.id) == menu


def test_what_is_under_way_is_under_way_again() -> None:
    jobs, again = MenuJobs(), MenuJobs()
    jobs.accept(Job("r1", 100.0, 160.0, {"U1": None}, told=True, key="night-1"))
    again.restore(json.loads(json.dumps(jobs.state())))
    assert list(again.due(160.0)) == list(jobs.due(160.0))
    assert again.of_key("night-1", 160.0) == jobs.find("r1", 160.0)
