"""From what each version has to when each name came and went, and the data file that says so."""

from __future__ import annotations

import json
import textwrap

from shapes import Shape, is_key


def history(per_version: dict[str, set[str]]) -> dict[str, list[str]]:
    """For every name the first version that has it, the last, the first again, and so on; an odd number: it is still there."""
    names = sorted(set().union(*per_version.values()))
    return {name: spans([(version, name in found) for version, found in per_version.items()]) for name in names}


def spans(presence: list[tuple[str, bool]]) -> list[str]:
    ends, before = [], (None, False)
    for version, present in presence:
        if present and not before[1]:
            ends.append(version)
        if before[1] and not present:
            ends.append(before[0])
        before = (version, present)
    return ends


def changes(per_version: dict[str, dict[str, Shape]]) -> dict[str, dict[str, dict]]:
    """For every flag what it takes, by the first version where it takes that; nothing for one that takes one word in every version."""
    found: dict[str, dict[str, dict]] = {}
    for version, shapes in per_version.items():
        # A key below a flag has no history of its own: any word, once nothing is said of it.
        gone = {name: Shape() for name in found if name not in shapes and is_key(name, shapes)}
        for flag, shape in {**shapes, **gone}.items():
            known = found.setdefault(flag, {})
            if not known or next(reversed(known.values())) != shape.row():
                known[version] = shape.row()
    return {flag: found[flag] for flag in sorted(found) if list(found[flag].values()) != [{}]}


def document(engine: str, source: str, reads: tuple[str, ...], read: dict[str, tuple[dict[str, Shape], set[str]]], missing: dict[str, str]) -> str:
    """The data file: one flag per line, sorted, the same bytes for the same packages."""
    flags = history({version: {name for name in found[0] if not is_key(name, found[0])} for version, found in read.items()})
    values = changes({version: found[0] for version, found in read.items()})
    metrics = history({version: found[1] for version, found in read.items()})
    wrapped = textwrap.wrap(", ".join(map(json.dumps, read)), 116)
    return "\n".join([
        "{",
        f'  "engine": {json.dumps(engine)},',
        f'  "source": {json.dumps(source)},',
        f'  "reads": {json.dumps(reads)},',
        '  "versions": [',
        *(f"    {line}" for line in wrapped),
        "  ],",
        f'  "missing": {table(missing)},',
        f'  "flags": {table(flags)},',
        f'  "values": {table(values)},',
        f'  "metrics": {table(metrics)}',
        "}",
        "",
    ])


def table(rows: dict) -> str:
    if not rows:
        return "{}"
    return "{\n" + ",\n".join(f"    {json.dumps(key)}: {json.dumps(value)}" for key, value in rows.items()) + "\n  }"
