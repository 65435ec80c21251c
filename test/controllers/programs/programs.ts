import { GoProgram } from '../../cluster/binaries/go-build';

/** Prometheus, which finds what it scrapes through the API server and in no other way: the clients of twenty clouds are left out. */
export const PROMETHEUS: GoProgram = {
  name: 'prometheus',
  module: 'github.com/prometheus/prometheus',
  version: '0.316.0',
  packages: { prometheus: 'github.com/prometheus/prometheus/cmd/prometheus' },
  tags: ['remove_all_sd', 'enable_kubernetes_sd'],
};

/** What serves metrics of Prometheus to the HPA controller. */
export const PROMETHEUS_ADAPTER: GoProgram = {
  name: 'prometheus-adapter',
  module: 'sigs.k8s.io/prometheus-adapter',
  version: '0.12.0',
  packages: { 'prometheus-adapter': 'sigs.k8s.io/prometheus-adapter/cmd/adapter' },
};

/** What makes the configuration of a Prometheus of PodMonitors, ServiceMonitors and PrometheusRules. */
export const PROMETHEUS_OPERATOR: GoProgram = {
  name: 'prometheus-operator',
  module: 'github.com/prometheus-operator/prometheus-operator',
  version: '0.85.0',
  packages: { 'prometheus-operator': 'github.com/prometheus-operator/prometheus-operator/cmd/operator' },
};

/** KEDA: what makes an HPA of a ScaledObject, and what serves its metrics. */
export const KEDA: GoProgram = {
  name: 'keda',
  module: 'github.com/kedacore/keda/v2',
  version: '2.21.0',
  packages: { 'keda-operator': 'github.com/kedacore/keda/v2/cmd/operator', 'keda-adapter': 'github.com/kedacore/keda/v2/cmd/adapter' },
};

/** KEDA's HTTP add-on: what holds requests, and what tells KEDA of them. */
export const HTTP_ADD_ON: GoProgram = {
  name: 'keda-http-add-on',
  module: 'github.com/kedacore/http-add-on',
  version: '0.15.0',
  packages: {
    interceptor: 'github.com/kedacore/http-add-on/interceptor',
    scaler: 'github.com/kedacore/http-add-on/scaler',
    operator: 'github.com/kedacore/http-add-on/operator',
  },
};

/** An implementation of Gateway API; the proxy that it makes Pods of is Envoy. */
export const ENVOY_GATEWAY: GoProgram = {
  name: 'envoy-gateway',
  module: 'github.com/envoyproxy/gateway',
  version: '1.9.1',
  packages: { 'envoy-gateway': 'github.com/envoyproxy/gateway/cmd/envoy-gateway' },
};

/** The endpoint picker of llm-d, at the version whose image is rendered. */
export const LLM_D_ROUTER: GoProgram = {
  name: 'llm-d-router',
  module: 'github.com/llm-d/llm-d-router',
  version: '0.10.0',
  packages: { 'endpoint-picker': 'github.com/llm-d/llm-d-router/cmd/epp' },
};

/** An implementation of Gateway API that leads to an InferencePool: Istio's control plane, of which the proxy of these suites is told. */
export const ISTIO: GoProgram = {
  name: 'istio',
  module: 'istio.io/istio',
  version: '0.0.0-20260827124520-eed52ebb66ad',
  packages: { 'pilot-discovery': 'istio.io/istio/pilot/cmd/pilot-discovery' },
};
