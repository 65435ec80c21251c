import { SchemaViolation, trySchemaOf, validateResource } from '../../../src/checks/custom-resources/validate';

/** A Model of plain data, for tests to break. */
export interface PlainModel {
  apiVersion: string;
  kind: string;
  metadata: Record<string, unknown>;
  spec: {
    modelSpec: Record<string, unknown>;
    runtime: Record<string, unknown>;
  };
  [field: string]: unknown;
}

/** The smallest good Model. */
export function goodModel(): PlainModel {
  return {
    apiVersion: 'registry.matrixinfer.ai/v1alpha1',
    kind: 'Model',
    metadata: { name: 'llama-7b' },
    spec: {
      modelSpec: { modelId: 'llama-7b', framework: 'pytorch', version: '1.0.0', source: { uri: 's3://bucket/llama/' } },
      runtime: { image: 'vllm/vllm-openai:v0.32.0' },
    },
  };
}

/** A good Model with more in its runtime. */
export function modelWithRuntime(runtime: Record<string, unknown>): PlainModel {
  const model = goodModel();
  Object.assign(model.spec.runtime, runtime);
  return model;
}

/** What is wrong with a Model, or with what should be one. */
export function validateModel(model: object): SchemaViolation[] {
  return validateResource(model, trySchemaOf({ kind: 'Model' })!);
}
