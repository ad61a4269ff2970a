"""The elements of a page's own part as a judge of accessibility meets them: form, place and name, no words or numbers.

A rule that may be grave looks at one element: its tag, role, type and attributes, what it stands in, what stands in it,
and whether words or a label name it. Elements alike in all of these get one verdict, on whatever page they stand. What
a page refers to is told apart: by an id that stands nowhere, two alike elements differ.
"""

import re
from collections import Counter
from html.parser import HTMLParser

SHAPING = ("class", "role", "type", "scope")
NAMING = ("aria-label", "aria-labelledby", "alt", "title")
REFERS = re.compile(r'\s(?:for|aria-describedby|aria-labelledby|aria-controls|aria-owns)="([^"]+)"')
LABEL = re.compile(r'<label[^>]*\sfor="([^"]+)"')
ID = re.compile(r'\sid="([^"]+)"')
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

Look = tuple[object, ...]


class Markup(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        ids = Counter(ID.findall(html))
        self.labelled, self.twice = set(LABEL.findall(html)), sorted(name for name, n in ids.items() if n > 1)
        self.looks: set[Look] = set()  # tags with what gives them their form
        self.placed: set[tuple[object, ...]] = set()
        self.within: list[tuple[Look, tuple[object, ...], set[str]]] = []  # with what stands in it: tags, "words"
        self.feed(html)
        referred = {name for names in REFERS.findall(html.partition("<main")[2]) for name in names.split()}
        self.nowhere = sorted(referred - ids.keys())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "main" and not self.within:
            return
        told = {name: value or "" for name, value in attrs}
        look = (tag, *((name, told[name]) for name in SHAPING if name in told))
        self.looks.add(look)
        named = {"words"} if any(told.get(name) for name in NAMING) else set()
        self.within.append((look, (*sorted(told), told.get("id") in self.labelled), named))
        if tag in VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self.within and data.strip():
            self.within[-1][2].add("words")

    def handle_endtag(self, tag: str) -> None:
        """Ends with it what the page left open."""
        while self.within:
            look, told, held = self.within.pop()
            self.placed.add((*(above for above, *_ in self.within), look, told, frozenset(held)))
            if self.within:
                self.within[-1][2].update({str(look[0])}, {"words"} & held)
            if look[0] == tag:
                return
