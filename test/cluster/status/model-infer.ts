/** A ModelInfer as the documentation of the API has it, as far as its status goes; nothing installs it yet. */
export const MODEL_INFER = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'modelinfers.workload.matrixinfer.ai' },
  spec: {
    group: 'workload.matrixinfer.ai',
    scope: 'Namespaced',
    names: { kind: 'ModelInfer', listKind: 'ModelInferList', plural: 'modelinfers', singular: 'modelinfer' },
    versions: [{
      name: 'v1alpha1',
      served: true,
      storage: true,
      subresources: { status: {} },
      schema: { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    }],
  },
};
