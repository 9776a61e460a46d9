"""This program, as a batch does it: row, plan, safety, compose, render. Nothing is left out."""

import gc
from pathlib import Path


class Engine:
    def __init__(self, folder: str) -> None:
        from handouts.delivery.batch.executors import GARBAGE
        from handouts.delivery.build import Clinics, Options
        from handouts.library import load_library
        from handouts.prescription.tables.table import open_table

        gc.set_threshold(GARBAGE)
        self.source = Path(folder, "patients.csv")
        self.headings, _, _ = open_table(self.source)
        self.library, self.clinics, self.options = load_library(), Clinics(), Options()

    def make(self, patient: str, note: str, visit: str, path: str) -> None:
        from handouts.delivery.build import examined, render_checked
        from handouts.prescription.tables.table import read_row

        cells = (patient, "low-back", "none", note, "2027-01-04")
        row = read_row(self.headings, 2, cells, self.library)
        checked = examined(row.value, self.options, self.source, (), self.clinics)
        with open(path, "wb") as file:
            file.write(render_checked(checked).pdf)
