/*
 * What few apps need is loaded when it is asked for: parts of the library, each a file of lib/parts/. Node reads and compiles every function of a file that it
 * loads, whether it runs or not; that of all parts together took as long as all the rest of the library.
 *
 * A part is named here with its doors: the modules of src/ through which it is entered. What only they need goes with them. A door is either a module
 * that exports functions alone, in whose place the others get functions that load the part and ask it; or one whose classes the package exports, and
 * that no other module outside of the part needs when it is loaded. Nothing of it is seen in src/.
 */

/** The doors of each part, as paths below src/. What two parts need goes into the earlier one. */
export const PARTS: { readonly [part: string]: readonly string[] } = {
  fit: ['checks/footprint-words', 'fit/fit', 'render/fitted-args', 'render/footprint-flags', 'render/unplanned'],
  network: ['render/network-policy'],
  rules: ['checks/later-rules.generated'],
  values: [
    'profiles/affinity', 'profiles/model-architecture', 'values/device-claim', 'values/env-from', 'values/env-value', 'values/http-proxy',
    'values/lifecycle-hook', 'values/model-lock',
    'values/network-device', 'values/projected-source', 'values/service-account-ref', 'values/trusted-ca',
  ],
  engines: [
    'checks/other-servers', 'engines/container', 'engines/kserve-huggingface', 'engines/llama-cpp', 'engines/lmdeploy',
    'engines/matrixinfer-runtime', 'engines/mlserver', 'engines/nim', 'engines/ollama',
    'engines/openvino-model-server', 'engines/sglang', 'engines/tensorflow-serving', 'engines/tensorrt-llm', 'engines/text-embeddings-inference',
    'engines/text-generation-inference', 'engines/torchserve', 'engines/triton', 'profiles/engine-choice', 'profiles/private/chosen-engine',
  ],
  sources: [
    'sources/private/azure-blob', 'sources/private/gcs-fuse', 'sources/private/https', 'sources/private/in-image', 'sources/private/model-scope',
    'sources/private/ngc',
    'sources/private/oci-image', 'sources/private/ollama-library', 'sources/private/own-server', 'sources/private/pod-volume', 'sources/private/recorded-uri',
  ],
  monitoring: ['monitoring/alert-rules', 'monitoring/grafana-dashboard', 'monitoring/monitoring', 'render/monitors'],
  scaling: [
    'autoscaling-policy', 'model-infer', 'prometheus-adapter-rules', 'scaling/accelerator-pool', 'scaling/keda-authentication',
    'scaling/metric-target', 'scaling/metrics-adapter',
    'scaling/scaler', 'scaling/scaler-options', 'scaling/scaling', 'scaling/scaling-behavior',
  ],
  routes: [
    'app/interceptor-destination', 'inference-pool', 'model-route', 'model-server', 'traffic/endpoint-picker', 'traffic/gateway-ref',
    'traffic/route-destination',
    'traffic/served-model', 'traffic/server-authentication',
  ],
  status: ['status/model-status-reporter'],
  companions: ['checks/companions/companion-checks', 'checks/companions/own-objects', 'render/autoscaler'],
  patches: ['checks/kubernetes-types', 'checks/patch-operations', 'checks/patched-plan'],
  messages: ['ground/input/expectation', 'ground/input/plain-data', 'checks/custom-resources/schema-violations'],
};
