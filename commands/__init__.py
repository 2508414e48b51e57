"""The operator's commands: `.venv/bin/flask …`, a file per group.

`.flaskenv` points flask here, so that a command needs only the settings it uses: migrations run
without LINE's secrets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    import click


def create_app() -> Flask:
    """An application that serves nothing; it only carries the commands."""
    app = Flask("wethi", static_folder=None)
    for command in (*_running(), *_sending(), *_asking(), *_people_and_places()):
        app.cli.add_command(command)
    return app


def _running() -> list[click.Command]:
    """What keeps it running: database, health, rows that wait or died."""
    from base.settings import Settings
    from commands import db, doctor, holding, holidays, inbox, ledger, menu, outbox, schedule, tasks
    from commands.doors import (
        clock,
        free,
        open_database,
        open_plain_database,
        price,
        settings,
        zone,
    )

    outbox.group.add_command(holding.hold(open_plain_database, clock))
    outbox.group.add_command(holding.release(open_plain_database, clock))
    return [
        db.group,
        doctor.command,
        holidays.group(open_plain_database, clock, zone),
        inbox.group,
        ledger.command(open_plain_database, clock, zone, price),
        menu.group(lambda: settings(Settings), open_plain_database),
        outbox.group,
        schedule.group(open_database, clock, zone, price, free),
        tasks.group,
    ]


def _sending() -> list[click.Command]:
    from base.settings import Settings
    from commands import announce, send
    from commands.doors import clock, open_database, settings

    return [
        announce.group(open_database, clock, lambda: settings(Settings)),
        send.group(open_database, clock),
    ]


def _asking() -> list[click.Command]:
    """Forms, surveys, waves, and what was answered."""
    from base.settings import Settings
    from commands import advice, forms, reports, responses, surveys, waves
    from commands.doors import (
        clock,
        form_readers,
        now,
        open_database,
        open_files,
        report_forms,
        settings,
        zone,
    )
    from commands.forms.adding import Doors

    storing = Doors(open_database, clock, open_files, form_readers)
    return [
        advice.group(open_database, clock, lambda: settings(Settings)),
        forms.group(now, form_readers, storing),
        reports.group(open_database, clock, zone, form_readers, report_forms),
        responses.group(open_database, clock, zone, form_readers),
        surveys.group(open_database, clock),
        waves.group(open_database, clock),
    ]


def _people_and_places() -> list[click.Command]:
    from commands import cohorts, holding, move, people, places, staff, undoing
    from commands.doors import clock, open_database, open_plain_database, secret_key

    trained = cohorts.group(open_database, clock)
    trained.add_command(undoing.command(open_database, clock, secret_key))
    where = places.group(open_plain_database, clock)
    where.add_command(holding.pause(open_plain_database, clock))
    where.add_command(holding.resume(open_plain_database, clock))
    known = people.group(open_database, clock)
    known.add_command(move.command(open_database, clock, secret_key))
    return [trained, where, known, staff.group(open_database, clock)]
