import { goodModel, modelWithRuntime, validateModel } from './models';
import { timeOf } from '../../yardstick';

describe('validateModel', () => {
  test('finds nothing in a good Model', () => {
    expect(validateModel(goodModel())).toEqual([]);
  });

  test('fails with the field, the value, the rule and the fix', () => {
    const model = goodModel();
    model.spec.modelSpec.modelId = 'Llama_7B';
    expect(validateModel(model)).toEqual([{
      path: 'spec.modelSpec.modelId',
      value: '"Llama_7B"',
      rule: 'pattern ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
      message: 'spec.modelSpec.modelId must match ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$, got "Llama_7B"',
      fix: 'give 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit',
    }]);
  });

  test('fails with everything that is wrong at once', () => {
    const model = modelWithRuntime({ image: 5, ports: [{ containerPort: 0 }], resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } });
    model.metadata.name = 'Upper';
    expect(validateModel(model).map(({ path }) => path)).toEqual([
      'metadata.name', 'spec.runtime.image', 'spec.runtime.ports[0].containerPort', 'spec.runtime.resources.requests.cpu',
    ]);
  });

  test('says one thing only for each path', () => {
    const model = goodModel();
    model.spec.modelSpec.source = { uri: '' };
    expect(validateModel(model).map(({ rule }) => rule)).toEqual(['minLength 1']);
  });

  test.each([[[]], [{}]])('fails for %j, which is no Model', (model) => {
    expect(validateModel(model).map(({ path }) => path)).toEqual(expect.arrayContaining(['apiVersion', 'kind', 'metadata.name']));
  });

  test('takes a member that is undefined as left out, as the manifest will not have it', () => {
    const model = modelWithRuntime({ command: undefined, volumes: [{ name: 'a', emptyDir: {}, secret: undefined, nonsense: undefined }] });
    expect(validateModel(model)).toEqual([]);
  });

  test('fails for a number that no manifest can have', () => {
    const violations = validateModel(modelWithRuntime({ ports: [{ containerPort: NaN }] }));
    expect(violations.map(({ value }) => value)).toEqual(['NaN']);
  });

  test('counts characters, not UTF-16 units', () => {
    const model = goodModel();
    const uri = (characters: number) => ({ uri: `s3://${'😀'.repeat(characters - 5)}` });
    model.spec.modelSpec.source = uri(2048);
    expect(validateModel(model)).toEqual([]);
    model.spec.modelSpec.source = uri(2049);
    expect(validateModel(model).map(({ rule }) => rule)).toEqual(['maxLength 2048']);
  });

  test('names a list of more than one thing in the plural', () => {
    const violations = validateModel(modelWithRuntime({ env: [{ name: 'A', valueFrom: {} }], volumes: [{ name: 'v', emptyDir: {}, secret: { secretName: 's' } }] }));
    expect(violations.map(({ message }) => message)).toEqual([
      'spec.runtime.env[0].valueFrom must have at least 1 field, got {}',
      'spec.runtime.volumes[0] must have at most 2 fields, got {"name":"v","emptyDir":{},"secret":{"secretName":"s"}}',
    ]);
    expect(violations[1]!.fix).toBe('give at most 2 fields');
  });

  test('finds the field of a name with slashes', () => {
    const violations = validateModel(modelWithRuntime({ resources: { limits: { 'a/b~c': 'many' } } }));
    expect(violations.map(({ path }) => path)).toEqual(['spec.runtime.resources.limits["a/b~c"]']);
  });

  test('judges a thousand Models in well under a second', () => {
    // GIVEN
    const model = modelWithRuntime({
      env: [{ name: 'A', value: 'a' }],
      resources: { requests: { 'cpu': '2', 'memory': '8Gi', 'nvidia.com/gpu': '1' }, limits: { 'cpu': '4', 'memory': '16Gi', 'nvidia.com/gpu': '1' } },
    });

    // WHEN
    const time = timeOf(5, () => {
      for (let index = 0; index < 1_000; index++) validateModel(model);
    });

    // THEN: it takes 60 ms
    expect(time).toBeLessThan(300);
  });
});
