"""What a package index has: released versions, and single files out of their archives.

The index is the one that pip is configured for. A wheel is read through range requests: its directory and the few files
that are wanted, and not the hundreds of megabytes of libraries around them. What is read is kept in a cache.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import BinaryIO, Iterator

from packaging.version import Version
from pip._internal.commands import create_command
from unearth import PackageFinder
from unearth.link import Link

BLOCK = 256 * 1024


class Registry:
    """The configured package index."""

    def __init__(self, cache: Path) -> None:
        pip, _ = create_command("download").parse_args([])
        if pip.cert:
            os.environ.setdefault("SSL_CERT_FILE", pip.cert)
        self.cache = cache
        self.finder = PackageFinder(
            index_urls=[pip.index_url, *pip.extra_index_urls],
            trusted_hosts=pip.trusted_hosts,
            ignore_compatibility=True,
        )

    def released(self, package: str, first: str) -> dict[str, list[Link]]:
        """Files of every final version from `first` on (post releases too), by version, ascending."""
        found: dict[str, list[Link]] = {}
        for candidate in self.finder.find_all_packages(package, allow_yanked=True):
            version = Version(candidate.version or "0")
            if version >= Version(first) and not version.is_prerelease:
                found.setdefault(str(version), []).append(candidate.link)
        return {version: found[version] for version in sorted(found, key=Version)}

    def files(self, package: str, version: str, links: list[Link], wanted: str, last: str = "") -> dict[str, str]:
        """Text of the files of a version whose path matches `wanted`, by path; none after `last` in a source archive."""
        key = hashlib.sha256(wanted.encode()).hexdigest()[:8]
        kept = self.cache / package / f"{version}-{key}"
        if not kept.is_dir():
            kept.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(dir=kept.parent, prefix=".fresh-"))
            try:
                for path, content in self.members(preferred(links), re.compile(wanted), last):
                    (fresh / path).parent.mkdir(parents=True, exist_ok=True)
                    (fresh / path).write_bytes(content)
                fresh.rename(kept)  # whole, or not at all
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
        return {
            str(path.relative_to(kept)): path.read_text(encoding="utf-8")
            for path in sorted(kept.rglob("*"))
            if path.is_file()
        }

    def members(self, link: Link, wanted: re.Pattern[str], last: str = "") -> Iterator[tuple[str, bytes]]:
        """Files inside an archive; those of a source archive without its top folder."""
        with self.open(link) as archive:
            if link.is_wheel or link.filename.endswith(".zip"):
                with zipfile.ZipFile(archive) as wheel:
                    for info in wheel.infolist():
                        if wanted.fullmatch(info.filename):
                            yield info.filename, wheel.read(info)
            else:
                with tarfile.open(fileobj=archive, mode="r|*") as source:
                    for member in source:
                        path = member.name.partition("/")[2]
                        if member.isfile() and ".." not in path.split("/") and wanted.fullmatch(path):
                            yield path, source.extractfile(member).read()  # type: ignore[union-attr]
                        if path == last:
                            break

    def open(self, link: Link) -> BinaryIO:
        """The archive as a file: read by ranges when the index serves them, else downloaded whole."""
        url = link.url.partition("#")[0]
        with self.finder.session.get_stream(url, headers={"Range": "bytes=0-0"}) as answer:
            if answer.status_code == 206:
                size = int(answer.headers["content-range"].rpartition("/")[2])
                return io.BufferedReader(Ranges(self.finder.session, url, size), BLOCK)  # type: ignore[arg-type]
        whole = tempfile.TemporaryFile()
        with self.finder.session.get_stream(url) as stream:
            stream.raise_for_status()
            for chunk in stream.iter_bytes():
                whole.write(chunk)
        whole.seek(0)
        return whole  # type: ignore[return-value]


def preferred(links: list[Link]) -> Link:
    """Always the same file of a version: a wheel for Linux on x86-64, or for anything, before the source archive."""
    wheels = [link for link in links if re.search(r"(manylinux\w*_x86_64|-any)\.whl$", link.filename)]
    sources = [link for link in links if not link.is_wheel]
    if not wheels and not sources:
        raise LookupError("neither a wheel for Linux on x86-64 nor a source archive")
    return min(wheels or sources, key=lambda link: link.filename)


class Ranges(io.RawIOBase):
    """A file on a server, read in ranges."""

    def __init__(self, session, url: str, size: int) -> None:  # noqa: ANN001
        self.session, self.url, self.size, self.position = session, url, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.position = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        return self.position

    def readinto(self, buffer) -> int:  # noqa: ANN001
        end = min(self.position + len(buffer), self.size)
        if end <= self.position:
            return 0
        answer = self.session.get(self.url, headers={"Range": f"bytes={self.position}-{end - 1}"})
        if answer.status_code != 206:
            raise OSError(f"asked for a range, got status {answer.status_code}")
        content = answer.content
        buffer[: len(content)] = content
        self.position += len(content)
        return len(content)
