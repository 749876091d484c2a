"""Names that would do harm if a page ran them, a spreadsheet computed them or a drawing took them for a formula."""

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "{{7*7}}${7*7}",
    "$\\frac{$",
    '=HYPERLINK("http://x.invalid","A")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "#N/A",
    "_hidden",
    "서울특별시",
    "東京",
    "a" * 120,
)
