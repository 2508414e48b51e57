"""The operator's commands: `.venv/bin/flask …`, a file per group.

`.flaskenv` points flask here, so that a command needs only the settings it uses: migrations run
without LINE's secrets.
"""

from __future__ import annotations

from flask import Flask


def create_app() -> Flask:
    """An application that serves nothing; it only carries the commands."""
    from base.settings import Settings
    from bootstrap import form_readers
    from commands import (
        cohorts,
        db,
        doctor,
        forms,
        holding,
        holidays,
        inbox,
        menu,
        move,
        outbox,
        people,
        places,
        responses,
        send,
        staff,
        tasks,
        undoing,
    )
    from commands.doors import (
        clock,
        now,
        open_database,
        open_plain_database,
        secret_key,
        settings,
        zone,
    )

    app = Flask("wethi", static_folder=None)
    trained = cohorts.group(open_database, clock)
    trained.add_command(undoing.command(open_database, clock, secret_key))
    app.cli.add_command(trained)
    app.cli.add_command(db.group)
    app.cli.add_command(doctor.command)
    app.cli.add_command(forms.group(now, form_readers))
    app.cli.add_command(holidays.group(open_plain_database, clock, zone))
    app.cli.add_command(inbox.group)
    outbox.group.add_command(holding.hold(open_plain_database, clock))
    outbox.group.add_command(holding.release(open_plain_database, clock))
    app.cli.add_command(outbox.group)
    app.cli.add_command(responses.group(open_database, clock, zone, form_readers))
    app.cli.add_command(send.group(open_database, clock))
    app.cli.add_command(tasks.group)
    where = places.group(open_plain_database, clock)
    where.add_command(holding.pause(open_plain_database, clock))
    where.add_command(holding.resume(open_plain_database, clock))
    app.cli.add_command(where)
    roster = people.group(open_database, clock)
    roster.add_command(move.command(open_database, clock, secret_key))
    app.cli.add_command(roster)
    app.cli.add_command(staff.group(open_database, clock))
    app.cli.add_command(menu.group(lambda: settings(Settings), open_plain_database))
    return app
