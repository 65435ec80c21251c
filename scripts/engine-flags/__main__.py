"""Writes engine-flags/*.json, or says what one version has. Started by scripts/engine-flags.ts, in an environment of its own.

    python scripts/engine-flags generate <folder> [<engine> ...]
    python scripts/engine-flags extract <engine> <version>          as JSON: {"flags": [...], "values": {...}, "metrics": [...]}
    python scripts/engine-flags unpack <package> <version> <folder>  every Python file of it, to be imported

ENGINE_FLAGS_CACHE names the folder where the sources that were read are kept.
"""

from __future__ import annotations

import json
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from engines import ENGINES, Engine, read, version_of
from history import document
from registry import Registry, preferred
from shapes import is_key

AT_A_TIME = 4


def main(command: str, *arguments: str) -> None:
    registry = Registry(Path(os.environ["ENGINE_FLAGS_CACHE"]))
    if command == "generate":
        folder, *names = arguments
        for name in names or ENGINES:
            generate(ENGINES[name], registry, Path(folder))
    elif command == "extract":
        extract(ENGINES[arguments[0]], arguments[1], registry)
    elif command == "unpack":
        unpack(registry, *arguments)
    else:
        raise SystemExit(__doc__)


def generate(engine: Engine, registry: Registry, folder: Path) -> None:
    released = registry.released(engine.package, engine.first)

    def files(version: str) -> dict[str, str] | LookupError:
        try:
            return registry.files(engine.package, version, released[version], engine.files, engine.last_file)
        except LookupError as reason:
            return reason

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        texts = dict(zip(released, pool.map(files, released)))
    found = {version_of(engine, version): read(engine, text) for version, text in texts.items() if not isinstance(text, LookupError)}
    missing = {version_of(engine, version): str(reason) for version, reason in texts.items() if isinstance(reason, LookupError)}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{engine.name}.json").write_text(document(engine.name, engine.source, engine.reads, found, missing), encoding="utf-8")
    newest = list(found)[-1]
    print(f"{engine.name}: {len(found)} versions, {len(missing)} missing; {newest} has {sum(not is_key(name, found[newest][0]) for name in found[newest][0])} flags and {len(found[newest][1])} metrics")


def extract(engine: Engine, wanted: str, registry: Registry) -> None:
    released = registry.released(engine.package, engine.first)
    version = next(version for version in reversed(released) if version_of(engine, version) == wanted)
    found, metrics = read(engine, registry.files(engine.package, version, released[version], engine.files, engine.last_file))
    flags = {name: shape for name, shape in found.items() if not is_key(name, found)}
    print(json.dumps({"flags": sorted(flags), "values": {flag: flags[flag].row() for flag in sorted(flags)}, "metrics": sorted(metrics)}))


def unpack(registry: Registry, package: str, version: str, folder: str) -> None:
    link = preferred(registry.released(package, version)[version])
    for path, content in registry.members(link, re.compile(r".*\.(py|json|jinja|txt)|.*\.dist-info/METADATA")):
        # Some versions take the platform from the version that is installed, and there is no GPU here.
        if path.endswith(".dist-info/METADATA"):
            content = content.replace(f"\nVersion: {version}\n".encode(), f"\nVersion: {version}+cpu\n".encode(), 1)
            path = path.replace(f"-{version}.dist-info", f"-{version}+cpu.dist-info")
        target = Path(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


if __name__ == "__main__":
    main(*sys.argv[1:])
