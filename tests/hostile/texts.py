"""Hostile texts in every field that is printed: each comes back as typed, or is refused by name."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, replace
from pathlib import Path

from .tried import Case


@dataclass(frozen=True, slots=True)
class Typed:
    """A text. `refused` is how the character that cannot be printed is named; else it is printed.

    `lines`: it has line ends in it, so that only long fields can take it.
    """

    name: str
    text: str
    refused: str = ""

    @property
    def lines(self) -> bool:
        return "\n" in self.text.replace("\r", "\n").strip()


TEXTS = (
    # ── what reportlab's paragraphs would act on ──
    Typed("a bold tag", "<b>strong</b>"),
    Typed("a tag never closed", "<b>never closed"),
    Typed("a closing tag alone", "gone </para>"),
    Typed("crossed tags", "<b><i>x</b></i>"),
    Typed("a paragraph tag", "<para align='center'>x</para>"),
    Typed("a line break tag", "one<br/>two<br>three"),
    Typed("a font tag", '<font color="red" size="40">large</font>'),
    Typed("a font tag with a call", '<font color="[[[getattr(pow,\'x\')]]]">x</font>'),
    Typed("the colour that ran code (CVE-2023-33733)",
          "<font color=\"[ [ getattr(pow,Word('__globals__'))['os'].system('id') for Word in"
          " [orgTypeFun('Word', (str,), {})] ] ]\">x</font>"),
    Typed("a picture from the network", '<img src="http://127.0.0.1:9/x.png"/>'),
    Typed("a picture from a file", '<img src="/etc/passwd" width="9" height="9"/>'),
    Typed("a picture by file address", '<img src="file:///etc/passwd"/>'),
    Typed("a link", '<a href="javascript:alert(1)">call</a>'),
    Typed("an anchor", '<a name="x"/><onDraw name="y" label="z"/>'),
    Typed("a sequence tag", '<seq id="n"/><seqreset id="n"/>'),
    Typed("a super-script tag", "10<super>2</super> H<sub>2</sub>O"),
    Typed("a Greek tag", "<greek>mu</greek>"),
    Typed("a Unicode tag", '<unichar code="65"/><unichar name="x"/>'),
    # ── HTML, XML and entities ──
    Typed("a script", "<script>alert('x')</script>"),
    Typed("entities", "&lt;b&gt; &amp; &#66; &#x42; &copy;"),
    Typed("an entity without an end", "salt & vinegar &nbsp &amp"),
    Typed("an unknown entity", "&nosuch; &#0; &#xD800;"),
    Typed("a document type", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;'),
    Typed("a comment", "before <!-- hidden --> after"),
    Typed("character data", "<![CDATA[ x ]]>"),
    Typed("a processing instruction", "<?xml version='1.0'?><?php system('id') ?>"),
    Typed("lone angles", "a < b > c <= d <> e << f >>"),
    # ── templates, shells, formats ──
    Typed("shell", "$(id) `id` ${HOME} $HOME ; rm -rf / | cat && echo"),
    Typed("templates", "{{ 7*7 }} {% raw %} <%= 7 %> #{7} {0} {name!r} %(x)s %s %n %d%%"),
    Typed("Python", "__import__('os').system('id') f'{1+1}' \\x41 \\u0041 \\N{BULLET}"),
    Typed("a database", "Robert'); DROP TABLE sent;--"),
    Typed("a path", "../../../../etc/passwd C:\\Windows\\x \\\\server\\share file://x"),
    Typed("PDF syntax", ") Tj ET Q endstream endobj (x) /JS (app.alert(1)) >> << \\( \\) \\\\ [ ]"),
    Typed("PDF marks", "/P <</MCID 0>> BDC EMC %%EOF trailer startxref 0 obj"),
    Typed("percent signs for marks", "100 %d %%d %s %(x)d"),
    Typed("YAML", "!!python/object/apply:os.system ['id'] &a *a << : - ? | > @ `"),
    Typed("quotes of all kinds", "\"double\" 'single' “typographic” ‘single’ «French» „German“"),
    Typed("backslashes", "\\ \\\\ \\n \\t \\\" \\0 \\"),
    # ── cells that a spreadsheet would compute ──
    Typed("a formula", "=HYPERLINK(\"http://127.0.0.1:9/\",\"x\")"),
    Typed("a command in a cell", "=cmd|' /C calc'!A0"),
    Typed("a plus", "+1 555 0100"),
    Typed("a minus", "-2+3+cmd|' /C calc'!A0"),
    Typed("an at sign", "@SUM(1+1)*cmd|' /C calc'!A0"),
    Typed("an apostrophe before a formula", "''=1+1"),
    # ── letters of the world ──
    Typed("accents", "Zoë Müller José Ñuñez Łukasz Żółć Đặng Thị Ngọc"),
    Typed("letters put together from parts", "Cafe\u0301 Zoe\u0308 a\u030a"),
    Typed("pinyin", "Hégǔ Tàichōng Zúsānlǐ Nǚ"),
    Typed("Chinese", "请每天按两次合谷，每次一分钟。"),
    Typed("Japanese kana", "ひらがな カタカナ"),
    Typed("Greek and Cyrillic", "Καλημέρα Привет Їжак"),
    Typed("signs", "½ ¼ ° × ÷ ± ≤ ≥ € £ ¥ © ® ™ § ¶ † … – — • № ℃"),
    Typed("hard and thin spaces", "5\u00a0mg 5\u202fmg 5\u2009mg a\u2003b"),
    Typed("many blanks", "a     b" + " " * 50 + "c"),
    Typed("Arabic", "اضغط مرتين", "U+0627 ARABIC LETTER ALEF"),
    Typed("Hebrew", "לחץ פעמיים", "U+05DC HEBREW LETTER LAMED"),
    Typed("Devanagari", "दिन में दो बार", "U+0926 DEVANAGARI LETTER DA"),
    Typed("Thai", "กดวันละสองครั้ง", "U+0E01 THAI CHARACTER KO KAI"),
    Typed("Korean", "하루에 두 번", "U+D558 HANGUL SYLLABLE HA"),
    Typed("a rare ideograph", "𠀋", "U+2000B CJK UNIFIED IDEOGRAPH-2000B"),
    Typed("mathematical letters", "𝐁𝐨𝐥𝐝", "U+1D401 MATHEMATICAL BOLD CAPITAL B"),
    # ── pictures and what joins them ──
    Typed("an emoji", "well done 😀", "U+1F600 GRINNING FACE"),
    Typed("a family", "👩‍👩‍👧", "U+1F469 WOMAN"),
    Typed("a flag", "🇺🇸", "U+1F1FA REGIONAL INDICATOR SYMBOL LETTER U"),
    Typed("a heart as an emoji", "love ❤️", "U+2764 HEAVY BLACK HEART"),
    Typed("a variation selector", "a\ufe0f", "U+FE0F VARIATION SELECTOR-16"),
    # ── what cannot be seen ──
    Typed("right to left override", "abc\u202efdp.exe", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    Typed("isolates", "a\u2066b\u2069c", "U+2066 LEFT-TO-RIGHT ISOLATE"),
    Typed("direction marks", "a\u200eb\u200fc", "U+200E LEFT-TO-RIGHT MARK"),
    Typed("a space without width", "a\u200bb", "U+200B ZERO WIDTH SPACE"),
    Typed("joiners", "a\u200cb\u200dc", "U+200C ZERO WIDTH NON-JOINER"),
    Typed("a word joiner", "a\u2060b", "U+2060 WORD JOINER"),
    Typed("a byte order mark within", "a\ufeffb", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    Typed("a soft hyphen", "acu\u00adpressure", "U+00AD SOFT HYPHEN"),
    Typed("tag characters", "a\U000e0041b", "U+E0041 TAG LATIN CAPITAL LETTER A"),
    Typed("a filler", "a\u3164b", "U+3164 HANGUL FILLER"),
    Typed("stacked marks", "Z" + "\u0335\u0321\u0489" * 20, "U+0335 COMBINING SHORT STROKE"),
    Typed("a line separator", "a\u2028b", "U+2028 LINE SEPARATOR"),
    Typed("a next-line control", "a\u0085b", "U+0085 CONTROL CHARACTER"),
    Typed("a null", "a\x00b", "U+0000 NULL"),
    Typed("an escape sequence", "a\x1b[31mred\x1b]0;title\x07", "U+001B ESCAPE"),
    Typed("a bell and a backspace", "a\x07b\x08c", "U+0007 CONTROL CHARACTER"),
    Typed("delete", "a\x7fb", "U+007F DELETE"),
    Typed("half a surrogate pair", "a\ud83d", "A code in double quotes stands for no character"),
    Typed("the other half", "\udc00b", "A code in double quotes stands for no character"),
    Typed("a private character", "\ue000", "U+E000 PRIVATE CHARACTER"),
    Typed("no character", "a\ufffeb", "U+FFFE UNASSIGNED CHARACTER"),
    Typed("the replacement character", "a\ufffdb", "U+FFFD REPLACEMENT CHARACTER"),
    # ── lengths and line ends ──
    Typed("a tab", "one\ttwo"),
    Typed("lines", "one\ntwo\n\nthree"),
    Typed("lines of Windows", "one\r\ntwo\r\n\r\nthree"),
    Typed("lines of an old Mac", "one\rtwo"),
    Typed("many empty lines", "one" + "\n" * 60 + "two"),
    Typed("a word as long as the field", "w" * 95),
    Typed("dots without end", "." * 95),
    Typed("hyphens without end", "a-" * 45),
    Typed("slashes without end", "/" * 95),
    Typed("Chinese marks that may not start a line", "。，、；：？！）" * 11),
)  # fmt: skip

_IN_TABLE = {
    "a null": "not a text file",
    "half a surrogate pair": "this line is not UTF-8",
    "the other half": "this line is not UTF-8",
}
"""A table has no codes for what cannot be typed, so some of it spoils the file as a whole."""

_NOTHING = "\u200b\u200e\u200f\u2060"
"""Signs that come with pasting; typed as they are, and not as codes, they are taken out."""

PRINTED = ("title", "how_often", "for_how_long", "notes", "patient")
LONG = ("notes", "note", "address", "disclaimer")
OF_CLINIC = ("name", "practitioner", "credentials", "address", "disclaimer", "sign_off")
_ROOM = {"credentials": 60, "label": 80}


def printed(typed: str) -> str:
    """A text as it is compared: where a line ends and how wide a blank is does not matter."""
    return " ".join(typed.split())


def _json(text: str) -> str:
    """As an editor would that quotes everything; what a file cannot hold stands there as a code."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() or c == " " else f"\\U{ord(c):08x}" for c in quoted)


def _takes(field: str, typed: Typed) -> bool:
    """Whether a field has room for a text; one that is too long is tried elsewhere."""
    if field == "address" and typed.text.count("\n") > 5:
        return False
    return len(typed.text) <= _ROOM.get(field, 95) or field in LONG


def _fits(field: str, typed: Typed) -> bool:
    return _takes(field, typed) and (field in LONG or not typed.lines)


def _prescription(typed: Typed) -> Case:
    fields = [name for name in PRINTED if _fits(name, typed)]
    text = _json(typed.text)

    def prepare(folder: Path) -> list[str]:
        lines = [f"{name}: {text}" for name in fields]
        label = f", label: {text}" if _fits("label", typed) else ""
        lines.append(f"link: {{url: 'https://example.org/a'{label}}}")
        lines.append(f"points:\n  - {{point: LI4, note: {text}}}\n  - BL40")
        (folder / "p.yaml").write_text("\n".join(lines) + "\n", "utf-8")
        return ["build", "p.yaml"]

    return _case("text in a prescription", typed, prepare)


def _clinic(typed: Typed) -> Case:
    text = _json(typed.text)

    def prepare(folder: Path) -> list[str]:
        lines = [f"{name}: {text}" for name in OF_CLINIC if _fits(name, typed)]
        (folder / "clinic.yaml").write_text("\n".join(lines) + "\n", "utf-8")
        (folder / "p.yaml").write_text("points: [BL40]\n", "utf-8")
        return ["build", "p.yaml"]

    return _case("text in a clinic", typed, prepare)


def _table(typed: Typed) -> Case:
    fields = [name for name in PRINTED if _fits(name, typed)]

    def prepare(folder: Path) -> list[str]:
        out = io.StringIO(newline="")
        rows = csv.writer(out)
        rows.writerow(["points", *fields])
        # as `failed.csv` would write it, so that a spreadsheet cannot compute it
        cell = f"'{typed.text}" if typed.text[:1] in "=+-@\t\r'" else typed.text
        rows.writerow(["BL40", *[cell] * len(fields)])
        data = out.getvalue().encode("utf-8", "surrogatepass")
        (folder / "t.csv").write_bytes(data)
        return ["batch", "t.csv", "-o", "out", "--jobs", "1"]

    bare = "".join(char for char in typed.text if char not in _NOTHING)
    taken = typed if bare == typed.text else Typed(typed.name, bare)
    if taken.text.startswith(("=", "@SUM(")):
        taken = replace(taken, refused="is a formula")
    return _case("text in a table", taken, prepare)


def _case(group: str, typed: Typed, prepare: object) -> Case:
    back = () if typed.refused else (printed(typed.text.replace("\t", " ")),)
    says = (typed.refused,) if typed.refused else ()
    if "table" in group and typed.refused:
        says = (_IN_TABLE.get(typed.name, typed.refused.partition(" ")[0]),)
    return Case(group, typed.name, prepare, (3,) if typed.refused else (0,), says, back)  # type: ignore[arg-type]


CASES = [make(typed) for make in (_prescription, _clinic, _table) for typed in TEXTS]
