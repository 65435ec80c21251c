"""What callers in Python get wrong: every parameter of every constructor and factory × values of other types; none may be taken in silence.

Python's own checks and the library's come before each other in no order that matters; what counts is that something readable is said.
Run by `npm run test:python`, in the environment that it installs.
"""
import inspect
import typing

import cdk8s
import cdk8s_matrixinfer as m

VALUES = ["text", 7, 1.5, True, ["text"], {"name": "text"}, object(), cdk8s.Duration.minutes(1), m.Rollout.recreate()]


def fits(annotation, value):
    """Whether a value is of the type that is wanted; what is no plain type is compared by its class."""
    if typing.get_origin(annotation) is typing.Union:
        return any(fits(one, value) for one in typing.get_args(annotation))
    if annotation is float or annotation == typing.Union[int, float]:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    origin = typing.get_origin(annotation)
    if origin is not None:
        kind = list if isinstance(value, list) else dict if isinstance(value, dict) else None
        return kind is not None and issubclass(kind, origin) and (annotation.__args__[-1] is str)
    if annotation is str and isinstance(value, str):
        return True
    if annotation in (int, bool, str):
        return type(value) is annotation
    if isinstance(value, dict):  # the members of a struct
        return getattr(annotation, "__jsii_type__", "") != "" and not hasattr(annotation, "__jsii_declared_type__")
    return isinstance(annotation, type) and isinstance(value, annotation)


def entrances():
    for name, cls in vars(m).items():
        if not inspect.isclass(cls) or not hasattr(cls, "__jsii_type__"):
            continue
        if hasattr(cls.__init__, "__wrapped__") or "__init__" in vars(cls):
            yield name, cls, typing.get_type_hints(cls.__init__)
        for member, function in vars(cls).items():
            if isinstance(function, classmethod):
                yield f"{name}.{member}", getattr(cls, member), typing.get_type_hints(function.__func__)


def main():
    cases, silent, unreadable = 0, [], []
    for name, call, hints in entrances():
        hints.pop("return", None)
        for parameter, annotation in hints.items():
            for value in VALUES:
                if fits(annotation, value):
                    continue
                cases += 1
                try:
                    call(**{parameter: value})
                    silent.append(f"{name}({parameter}={value!r})")
                except Exception as error:  # noqa: BLE001 - whatever is said
                    if len(str(error)) < 10 or "Cannot read properties" in str(error):
                        unreadable.append(f"{name}({parameter}={value!r}): {error}")
    print(f"{cases} cases in Python, {len(silent)} taken in silence, {len(unreadable)} refused without words")
    for line in silent[:20] + unreadable[:20]:
        print(" ", line)
    assert cases >= 600 and not silent and not unreadable


main()
