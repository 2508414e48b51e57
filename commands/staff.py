"""`flask staff …`: who is staff, and what each may see."""

from __future__ import annotations

from collections.abc import Callable

import click

from base.clock import Clock
from handlers.staff import service
from models.database import Database
from models.staff import Staff, all_staff
from models.words import StaffRole


def group(open_database: Callable[[], Database], clock: Callable[[], Clock]) -> click.Group:
    """`open_database` and `clock` are called when a command runs, not before."""

    @click.group(name="staff", help="Who is staff, and what each may see.")
    def staff() -> None: ...

    @staff.command(help="Make somebody staff, or change their rights to exactly these.")
    @click.argument("line_user_id")
    @click.option("--role", type=click.Choice([role.value for role in StaffRole]), required=True)
    @click.option("--name", required=True, help="The name people read above an answer.")
    @click.option("--district", "districts", multiple=True, metavar="CODE", help="Default: all.")
    @click.option("--withheld", is_flag=True, help="May see who is behind a withheld name.")
    @click.option("--restricted", is_flag=True, help="May see จำกัด (province-wide staff only).")
    def grant(
        line_user_id: str,
        role: str,
        name: str,
        districts: tuple[str, ...],
        withheld: bool,
        restricted: bool,
    ) -> None:
        wanted = service.Grant(
            line_user_id.strip(),
            StaffRole(role),
            _name(name),
            districts,
            withheld=withheld,
            restricted=restricted,
        )
        _granted(open_database(), clock(), wanted)

    @staff.command(name="list", help="Everybody who is staff now.")
    def list_() -> None:
        with open_database().read() as session:
            for one in all_staff(session):
                click.echo(line(one))

    @staff.command(help="Take all rights back.")
    @click.argument("line_user_id")
    def end(line_user_id: str) -> None:
        with open_database().write() as session:
            done = service.end(session, line_user_id.strip(), clock().now())
        if not done:
            raise click.ClickException(f"{line_user_id} is not staff")
        click.echo(f"{line_user_id} is no longer staff")

    return staff


def _granted(database: Database, clock: Clock, wanted: service.Grant) -> None:
    try:
        with database.write() as session:
            click.echo(line(service.grant(session, wanted, clock.now())))
    except service.UnknownDistrict as unknown:
        raise click.ClickException(f"no district has the code {unknown}") from unknown
    except service.LeadsVillage as leads:
        raise click.ClickException(
            f"this account is a leader's of village {leads}; the bot promises people that no "
            "village leader reads what they send"
        ) from leads


def _name(name: str) -> str:
    """LINE shows at most 20 characters above a message (docs: "Change icon and display name")."""
    stripped = " ".join(name.split())
    if not stripped:
        raise click.BadParameter("is empty", param_hint="--name")
    if len(stripped.encode("utf-16-le")) // 2 > 20:
        raise click.BadParameter("is longer than the 20 signs LINE shows", param_hint="--name")
    return stripped


def line(staff: Staff) -> str:
    """One officer as a line: id, role, name, districts, rights."""
    where = ",".join(sorted(staff.district_codes())) or "province"
    rights = [right for right in ("withheld", "restricted") if getattr(staff, right)]
    parts = [staff.account.line_user_id or "-", staff.role.value, staff.name, where, *rights]
    return "\t".join(parts)
