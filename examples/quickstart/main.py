"""The quickstart in Python. It writes the same files as main.ts, byte for byte (npm run test:python)."""
from cdk8s import App, Chart, Size
from cdk8s_matrixinfer import (
    Accelerator,
    Compute,
    Cpu,
    Framework,
    MatrixInferCrds,
    ModelConstruct,
    ModelSource,
    RuntimeProfile,
    SecretKey,
    VllmEngine,
)

app = App()
MatrixInferCrds(Chart(app, "crds"), "crds")

chart = Chart(app, "models", namespace="ml-models")

# Written once, by the platform team.
l4 = RuntimeProfile(
    chart,
    "l4",
    engine=VllmEngine(version="0.32.0"),
    compute=Compute.gpu(Accelerator.NVIDIA_L4, count=1, cpu=Cpu.units(4), memory=Size.gibibytes(24)),
)

# Written once for each model.
ModelConstruct(
    chart,
    "llama-7b",
    version="1.0.0",
    framework=Framework.PYTORCH,
    source=ModelSource.hugging_face(
        "meta-llama/Llama-2-7b-hf",
        revision="01c7f73d771dfac7d292323805ebc428287df4f9",
        token=SecretKey.of("hf", "token"),
        size=Size.gibibytes(13),
    ),
    profile=l4,
    replicas=2,
)

app.synth()
