"""What a hostile or broken sender puts into a field."""

SCRIPT = "<script>alert(1)</script>"
NUL = "a\x00b"
HEADER = "x\r\nX-Injected: yes"
TEXTS: tuple[str, ...] = (
    SCRIPT,
    "'\"><svg/onload=alert(1)>",
    "' OR '1'='1' --",
    "{{7*7}}{% include x %}${7*7}",
    "../../../../etc/passwd",
    HEADER,
    NUL,
    "",
    "9" * 40,
    "9223372036854775808",
    "-1",
    "1e999",
    "NaN",
    "٣",  # a digit to `str.isdigit`, not one to everybody
    "²",  # a digit to `str.isdigit` that `int` refuses
    "00000000-0000-0000-0000-000000000000",
    "5",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59",
    "63.10",
    "99.99.99.9999",
    "\ufffe\u202e",
    "9" * 5000,  # more digits than Python turns into a number
)
# The few that reach deepest, for pages whose forms are not known by name.
HARSH = (f"{HEADER}{SCRIPT}", NUL, "9" * 40, "0001-01-01", "9999-12-31")
EXECUTABLE = ("<script>alert", "<svg/onload")
