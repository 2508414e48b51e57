"""The application: LINE's API, the control API and the pages on one port."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import web

from simulator import api, control, pages
from simulator.config import Config
from simulator.control.gate import control_gate
from simulator.gateway.bodies import BODY_MAX
from simulator.gateway.gate import line_gate
from simulator.saving import state
from simulator.saving.keeping import Keeper
from simulator.sending.narrowcasting import NARROWCASTING, Narrowcasting
from simulator.world import WORLD, World


def make_app(config: Config) -> web.Application:
    """Ready to run; all state is in ``app[WORLD]``. Raises BadState for a file that is none."""
    app = web.Application(
        middlewares=[line_gate, control_gate],
        client_max_size=BODY_MAX,
        handler_args={"access_log": None},
    )
    app[WORLD] = World(config)
    app[NARROWCASTING] = Narrowcasting(app[WORLD])
    if config.state_path is not None and config.state_path.exists():
        app[WORLD].restore(state.read(config.state_path))
    app.add_routes(api.routes())
    app.add_routes(control.routes())
    app.add_routes(pages.routes())
    app.cleanup_ctx.append(_running)
    app.on_shutdown.append(_hang_up)
    return app


async def _running(app: web.Application) -> AsyncIterator[None]:
    world = app[WORLD]
    world.poster.open()
    world.postman.open()
    app[NARROWCASTING].open()
    keeper = Keeper(world, path) if (path := world.config.state_path) else None
    if keeper is not None:
        keeper.open()
    yield
    await app[NARROWCASTING].close()
    await world.postman.close()
    if keeper is not None:
        await keeper.close()
    await world.poster.close()
    world.content.clear()


async def _hang_up(app: web.Application) -> None:
    """Listeners would otherwise keep the server from stopping."""
    app[WORLD].stream.close()
