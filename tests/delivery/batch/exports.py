"""Tables as practice programs export them and Excel saves them. All names are made up."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

FIRST = ("Ana", "Maria", "José", "Zoë", "Wei", "Priya", "Tom", "Łukasz", "Anne-Marie", "O'Neil")
LAST = ("Lopez", "Müller", "Ruiz", "Chen", "Smith-Jones", "Świątek", "de la Cruz", "Nguyen", "Ó Sé")
HEADINGS = (
    "Client ID", "First Name", "Last Name", "Preferred Name", "E-mail Address", "Mobile Phone",
    "Date of Birth", "Gender", "Insurance", "Policy No.", "Diagnosis", "Balance", "Practitioner",
    "Appointment Date", "Appointment Time", "Appointment Status", "Referral Source",
    "Last Invoice", "Tags",
)  # fmt: skip
"""Twelve of these columns mean nothing to a handout; the visit is known by one `--map`."""
MAP = "Appointment Date=next_visit"


def export(path: Path, rows: int, first_visit: date) -> Path:
    """An export of so many clients, US dates, as a program writes it: BOM, CRLF, a total below."""
    chance = random.Random(300)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for number in range(rows):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        visit = first_visit + timedelta(days=number % 40)
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(18_000))
        writer.writerow([
            f"{number:05}", first, f"{last} {number}", "", f"client{number}@example.org",
            f"(555) 01{number % 100:02}", f"{born:%m/%d/%Y}", chance.choice("FMX"),
            "Blue Shield, PPO", f"00{number}", "M54.5 Low back pain", f"${number}.00",
            "Ana Castro, L.Ac.", f"{visit.month}/{visit.day}/{visit.year}",
            f"{chance.randrange(1, 12)}:{chance.choice(('00', '30'))} PM", "Booked", "=friend",
            f"{visit:%m/%d/%y}", "new; vip",
        ])  # fmt: skip
    writer.writerow(["Total", *[""] * 10, "$123.00"])
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    return path


def saved_by_excel(data: bytes, order: str) -> bytes:
    """A CSV file as Excel of one country opens and saves it: dates in that country's order, `2-3`
    a date, no zeros in front.
    """
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_cell(c, order) for c in r] for r in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(text: str, order: str) -> str:
    slashes = "%m/%d/%Y" if order == "us" else "%d/%m/%Y"
    for form, saved in _forms(slashes):
        try:
            return f"{datetime.strptime(text, form):{saved}}".removeprefix("0")
        except ValueError:
            continue
    return str(int(text)) if re.fullmatch(r"0\d{1,14}", text) else text


def _forms(slashes: str) -> Iterable[tuple[str, str]]:
    return (
        ("%Y-%m-%d", slashes), (slashes, slashes), (f"{slashes} %H:%M", f"{slashes} %H:%M"),
        ("%Y-%m-%d %H:%M", f"{slashes} %H:%M"), ("%d %b %Y", "%d-%b-%y"), ("%d-%b-%y", "%d-%b-%y"),
        ("%d %b %Y %H:%M", f"{slashes} %H:%M"),
    )  # fmt: skip
