"""A crawl of the site by plain HTTP: every page of both languages is fetched and read, and every link is followed."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

INLINE = re.compile(r"<(script|style|iframe|object|embed|base)\b|<[^>]*\sstyle\s*=|<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
LOADED = re.compile(
    r"<(?!a\b)[a-z]+\b[^>]*\s(?:src|srcset|href|action|data|poster)\s*=\s*[\"']?\s*(?:[a-z]+:)?//", re.IGNORECASE
)
"""Anything but a link to be followed that names another host."""
HREF = re.compile(r'(?:href|src)="([^"]+)"')


@dataclass
class Crawl:
    """What was found. `dead`: address and status; `inline` and `elsewhere`: pages that hold something inline, or load from another host."""

    pages: set[str] = field(default_factory=set)
    dead: list[tuple[str, int]] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def crawl(site: str, starts: Iterable[str], *, follow: bool = True) -> Crawl:
    """From the first pages on by every link without a query, and by one link of each page with one. Without `follow`
    the links of the first pages are tried, and the pages they lead to not read.
    """
    connection, found = HTTPConnection(urlsplit(site).netloc), Crawl()
    waiting, seen = deque((start, True) for start in starts), set()
    while waiting:
        address, read = waiting.popleft()
        if address in seen:
            continue
        seen.add(address)
        links = _read(connection, found, address) if read and _is_page(address) else _tried(connection, found, address)
        waiting += [(link, follow) for link in links]
    connection.close()
    return found


def _read(connection: HTTPConnection, found: Crawl, address: str) -> list[str]:
    """Look at one page; where it leads on this host."""
    found.pages.add(address)
    status, text = _asked(connection, "GET", address)
    found.dead += [] if status == 200 else [(address, status)]
    found.inline += [address] if INLINE.search(text) else []
    found.elsewhere += [address] if LOADED.search(text) else []
    links = {urljoin(address, href).partition("#")[0] for href in HREF.findall(text.replace("&amp;", "&"))}
    inner = sorted(link for link in links if link.startswith("/") and not link.startswith("//"))
    asking = [link for link in inner if "?" in link]
    return [link for link in inner if "?" not in link] + asking[:1]


def _tried(connection: HTTPConnection, found: Crawl, address: str) -> list[str]:
    status, _ = _asked(connection, "HEAD", address)
    found.dead += [] if status == 200 else [(address, status)]
    return []


def _asked(connection: HTTPConnection, method: str, address: str) -> tuple[int, str]:
    connection.request(method, address)
    answer = connection.getresponse()
    return answer.status, answer.read().decode(errors="replace")


def _is_page(address: str) -> bool:
    path = urlsplit(address).path
    return not path.startswith(("/api/", "/static/")) and "." not in path.rpartition("/")[2]
