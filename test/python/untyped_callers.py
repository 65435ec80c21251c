"""What callers in Python get wrong: every parameter of every constructor and factory × values of other types; none may be taken in silence.

Python's own checks and the library's come before each other in no order that matters; what counts is that something readable is said.
Run by `npm run test:python`, in the environment that it installs.
"""
import enum
import inspect
import typing

import cdk8s
import cdk8s_matrixinfer as m
import constructs

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
    try:
        return isinstance(value, annotation)
    except TypeError:  # an interface: no value here is one
        return False


def sample(annotation, chart):
    """A value of a type, for the parameters beside the one that is tried."""
    samples = {
        str: lambda: "a", bool: lambda: True, cdk8s.Size: lambda: cdk8s.Size.gibibytes(1), cdk8s.Duration: lambda: cdk8s.Duration.minutes(1),
        m.Accelerator: lambda: m.Accelerator.NVIDIA_L4, m.Compute: lambda: m.Compute.cpu(cpu=m.Cpu.units(1), memory=cdk8s.Size.gibibytes(1)),
        m.Cpu: lambda: m.Cpu.units(1), m.Framework: lambda: m.Framework.CUSTOM, m.ModelSource: lambda: m.ModelSource.pvc("a"),
        m.RuntimeProfile: lambda: m.RuntimeProfile(cdk8s.Chart(cdk8s.App(), "p"), "p", engine=m.VllmEngine(version="0.33.0")),
        m.LabelRequirement: lambda: m.LabelRequirement.exists("a"), m.NodeTerm: lambda: m.NodeTerm(node="a"), m.ProjectedSource: lambda: m.ProjectedSource.config_map("a"),
        m.PodVolume: lambda: m.PodVolume.nfs("a", "nfs.example.com", "/a"), m.SecretKey: lambda: m.SecretKey.of("a", "b"),
        m.ServerProbe: lambda: m.ServerProbe.tcp(), m.IModelRef: lambda: m.ModelRef.named("a"), m.IServedModel: lambda: m.ServedModel.of("a"),
        m.IAutoscalingTarget: lambda: m.AutoscalingTarget.of(api_version="apps/v1", kind="Deployment", name="a"),
        m.AutoscalingPolicy: lambda: m.AutoscalingPolicy(
            cdk8s.Chart(cdk8s.App(), "s"), "s", target=sample(m.IAutoscalingTarget, chart), max_replicas=2, scaling=[m.Scaling.by_cpu(0.5)]),
        m.MetricTarget: lambda: m.MetricTarget.value("1"), m.Scaling: lambda: m.Scaling.by_cpu(0.5),
        m.IRouteDestination: lambda: m.RouteDestination.service("a", port=80),
        m.ModelRouteRule: lambda: m.ModelRouteRule(to=m.RouteDestination.service("a", port=80)),
        m.ModelArchitecture: lambda: m.ModelArchitecture.of("Qwen/Qwen3-8B"), constructs.Construct: lambda: chart, constructs.IConstruct: lambda: chart,
    }
    if annotation in samples:
        return samples[annotation]()
    if isinstance(annotation, enum.EnumMeta):
        return list(annotation)[0]
    if typing.get_origin(annotation) is typing.Union:
        return sample(typing.get_args(annotation)[0], chart)
    origin = typing.get_origin(annotation)
    if origin is not None:
        return {"a": "b"} if issubclass(origin, dict) or "Mapping" in str(origin) else [sample(typing.get_args(annotation)[0], chart)]
    return 1 if annotation in (int, float) else None


def entrances():
    for name, cls in vars(m).items():
        if type(cls).__name__ != "JSIIMeta":  # a struct is given to one of these
            continue
        if "__init__" in vars(cls) and not inspect.isabstract(cls):
            yield name, cls, cls.__init__
        for member, function in vars(cls).items():
            if isinstance(function, classmethod):
                yield f"{name}.{member}", getattr(cls, member), function.__func__


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def main():
    cases, silent, unreadable = 0, [], []
    for name, call, function in entrances():
        hints = typing.get_type_hints(function)
        parameters = [one for one in list(inspect.signature(function).parameters.values())[1:] if one.kind is not one.VAR_POSITIONAL]
        for parameter in parameters:
            for value in VALUES:
                if fits(hints[parameter.name], value):
                    continue
                cases += 1
                chart = cdk8s.Chart(cdk8s.App(), "chart")
                others = {one.name: sample(hints[one.name], chart) for one in parameters if one.default is one.empty and one is not parameter}
                told = f"{name}({parameter.name}={value!r})"
                try:
                    call(**others, **{parameter.name: value})
                    silent.append(told)
                except Exception as error:  # noqa: BLE001 - whatever is said
                    said = str(error)
                    if "__jsii_type__" in said:
                        continue  # jsii's own words, of an object of no jsii class where an interface is wanted
                    if parameter.name not in said and camel(parameter.name.lstrip("_")) not in said:
                        unreadable.append(f"{told}: {said}")
    print(f"{cases} cases in Python, {len(silent)} taken in silence, {len(unreadable)} refused without the name of the parameter")
    for line in silent[:20] + unreadable[:20]:
        print(" ", line)
    assert cases >= 600 and not silent and not unreadable


main()
