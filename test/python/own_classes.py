"""An engine and a source that are written in Python: what they answer comes as proxies and plain data, and is judged like everything else."""
import cdk8s
import cdk8s_matrixinfer as m


class EchoEngine(m.ServingEngine):
    def __init__(self, answer):
        up = m.ServerProbe.http("/up")
        super().__init__(name="echo", ports=m.EnginePorts(http=8080), probes=m.EngineProbes(startup=up, readiness=up, liveness=up))
        self.answer = answer

    def image_for(self, compute):
        return "example.com/echo:1"

    def bind(self, context):
        return self.answer(context)


class ShelfSource(m.ModelSource):
    @property
    def uri(self):
        return "shelf://row/book"

    def bind(self, context):
        return m.SourceBinding(
            model=m.ModelLocation(path=context.target_path, hub=False),
            needs_model_volume=True,
            init_containers=[m.ExtraContainer(name="fetch", image="example.com/fetch:1", mounts=[context.model_mount], secret_env={"KEY": m.SecretKey.of("a", "b")})],
        )


def synth(answer):
    app = cdk8s.App()
    chart = cdk8s.Chart(app, "chart", namespace="ml")
    compute = m.Compute.cpu(cpu=m.Cpu.units(1), memory=cdk8s.Size.gibibytes(4))
    profile = m.RuntimeProfile(chart, "profile", engine=EchoEngine(answer), compute=compute)
    # A None is a value left out, as everywhere in Python.
    m.ModelConstruct(chart, "model", version="1.0.0", framework=m.Framework.CUSTOM, source=ShelfSource(size=cdk8s.Size.gibibytes(1)), profile=profile, name=None)
    return app.synth_yaml()


def said(answer):
    try:
        synth(answer)
    except Exception as error:  # noqa: BLE001 - whatever is said
        return str(error)
    raise AssertionError("nothing was said")


text = synth(lambda context: m.EngineContainer(args=["--name", context.served_name], env={"A": "b"}, secret_env={"KEY": m.SecretKey.of("a", "b")}))
assert "example.com/echo:1" in text and "- --name" in text and "example.com/fetch:1" in text, text


profile = m.RuntimeProfile(
    cdk8s.Chart(cdk8s.App(), "chart"), "profile", engine=EchoEngine(None), env={"A": "b"}, pod=m.PodOptions(labels={"c": "d"}, image_pull_secrets=["e"]),
)
assert profile.settings.env == {"A": "b"} and profile.settings.pod.labels == {"c": "d"} and profile.settings.pod.image_pull_secrets == ["e"]


def broken(_context):
    raise ValueError("no GPU, no model")


assert "no GPU, no model" in said(broken), said(broken)
for answer in (lambda _: None, lambda _: "x", lambda _: 7):
    assert len(said(answer)) > 20 and "Cannot read properties" not in said(answer), said(answer)
print("an engine and a source in Python: as in TypeScript")
