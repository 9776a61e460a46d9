"""The old name of `problems`, until nothing imports it any more."""

from handouts.prescription.problems import ProblemLog as Notebook
from handouts.prescription.problems import Read

__all__ = ["Notebook", "Read"]
