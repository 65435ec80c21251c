"""newest-minor.ts in Python. It writes the same files, byte for byte (npm run test:python)."""
import os

import cdk8s_plus_34 as kplus
from cdk8s import App, Chart, Size
from cdk8s_matrixinfer import (
    Accelerator,
    Compute,
    Cpu,
    Framework,
    ModelCache,
    ModelConstruct,
    ModelSource,
    NetworkAccess,
    PodOptions,
    RuntimeProfile,
    SecretKey,
    VllmEngine,
)

app = App(outdir=os.environ["OUTPUT"])
chart = Chart(app, "models", namespace="ml")
meta = lambda name: {"name": name}  # noqa: E731

secret = kplus.Secret(chart, "hub", metadata=meta("hub"))
account = kplus.ServiceAccount(chart, "account", metadata=meta("account"))
claim = kplus.PersistentVolumeClaim(
    chart,
    "claim",
    metadata=meta("claim"),
    storage=Size.gibibytes(100),
    access_modes=[kplus.PersistentVolumeAccessMode.READ_WRITE_MANY],
)
callers = kplus.Pods.select(chart, "callers", labels={"app": "web"})
namespaces = kplus.Namespaces.select(chart, "namespaces", labels={"team": "web"})

model = ModelConstruct(
    chart,
    "llama",
    version="1.0.0",
    framework=Framework.PYTORCH,
    source=ModelSource.hugging_face(
        "acme/llama",
        revision="01c7f73d771dfac7d292323805ebc428287df4f9",
        token=SecretKey.from_(secret, "token"),
        size=Size.gibibytes(13),
    ),
    profile=RuntimeProfile(
        chart,
        "l4",
        engine=VllmEngine(version="0.32.0"),
        compute=Compute.gpu(Accelerator.NVIDIA_L4, cpu=Cpu.units(4), memory=Size.gibibytes(24)),
        cache=ModelCache.from_persistent_volume_claim(claim),
        pod=PodOptions(service_account=account),
    ),
    network=NetworkAccess(from_=[callers, namespaces], to=[kplus.NetworkPolicyIpBlock.ipv4(chart, "proxy", "10.0.0.0/8")]),
)
model.runtime.allow_from(kplus.Pods.select(chart, "jobs", labels={"app": "job"}))

backend = kplus.IngressBackend.from_service(model.service_for("cdk8s-plus-34"))
kplus.Ingress(chart, "ingress", rules=[kplus.IngressRule(host="llama.example.com", backend=backend)])
kplus.NetworkPolicy(
    chart, "policy", selector=callers, egress=kplus.NetworkPolicyTraffic(rules=[kplus.NetworkPolicyRule(peer=model.runtime)])
)
kplus.NetworkPolicy(chart, "isolate", selector=kplus.Pods.select(chart, "llamas", labels=model.runtime.selector_labels))
kplus.HorizontalPodAutoscaler(
    chart,
    "autoscaler",
    target=model.runtime,
    max_replicas=3,
    metrics=[kplus.Metric.resource_cpu(kplus.MetricTarget.average_utilization(60))],
)
kplus.ConfigMap(chart, "endpoint", data={"host": model.endpoint.service_name, "port": str(int(model.endpoint.port))})
app.synth()
