import { checkMirrors, pulledFrom, recordedFrom } from '../../src/facts/image-registries';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('an image that is pulled', () => {
  test.each([
    ['busybox', 'docker.io/library/busybox'],
    ['busybox:1.36.1', 'docker.io/library/busybox:1.36.1'],
    [`busybox@${DIGEST}`, `docker.io/library/busybox@${DIGEST}`],
    ['vllm/vllm-openai:v0.32.0', 'docker.io/vllm/vllm-openai:v0.32.0'],
    ['a/b/c:1', 'docker.io/a/b/c:1'],
    ['docker.io/node:24', 'docker.io/library/node:24'],
    ['index.docker.io/a/b:1', 'docker.io/a/b:1'],
    ['nvcr.io/nvidia/tritonserver:26.07-py3', 'nvcr.io/nvidia/tritonserver:26.07-py3'],
    ['nvcr.io/one:1', 'nvcr.io/one:1'],
    ['localhost/x:1', 'localhost/x:1'],
    ['registry:5000/x:1', 'registry:5000/x:1'],
  ])('%s has its registry: %s', (image, pulled) => {
    expect(pulledFrom(image)).toBe(pulled);
    expect(pulledFrom(pulled)).toBe(pulled);
  });
});

describe('a mirror of all registries', () => {
  test.each([
    ['vllm/vllm-openai:v1', 'mirror.example.com/vllm/vllm-openai:v1'],
    ['nvcr.io/nvidia/tritonserver:1', 'mirror.example.com/nvidia/tritonserver:1'],
    ['localhost/x:1', 'mirror.example.com/x:1'],
    ['localhost:5000/x:1', 'mirror.example.com/x:1'],
    ['busybox:1', 'mirror.example.com/library/busybox:1'],
    [`nvcr.io/a@${DIGEST}`, `mirror.example.com/a@${DIGEST}`],
  ])('takes the place of that of %s', (image, mirrored) => {
    expect(pulledFrom(image, { imageRegistry: 'mirror.example.com' })).toBe(mirrored);
  });

  test('is one of Docker Hub when its host is none, and says so', () => {
    expect(pulledFrom('nvcr.io/a/b:1', { imageRegistry: 'acme' })).toBe('docker.io/acme/a/b:1');
  });
});

describe('mirrors by registry', () => {
  const mirrors = { imageRegistries: { 'docker.io': 'mirror.example.com/hub', 'nvcr.io': 'mirror.example.com:5000/nvidia', 'registry:5000': 'other.example.com' } };

  test.each([
    ['vllm/vllm-openai:v1', 'mirror.example.com/hub/vllm/vllm-openai:v1'],
    ['index.docker.io/vllm/vllm-openai:v1', 'mirror.example.com/hub/vllm/vllm-openai:v1'],
    ['node:24', 'mirror.example.com/hub/library/node:24'],
    ['nvcr.io/nvidia/tritonserver:26.07-py3', 'mirror.example.com:5000/nvidia/nvidia/tritonserver:26.07-py3'],
    ['registry:5000/x:1', 'other.example.com/x:1'],
    ['ghcr.io/a/b:1', 'ghcr.io/a/b:1'],
  ])('give %s its own', (image, mirrored) => {
    expect(pulledFrom(image, mirrors)).toBe(mirrored);
  });

  test('leave the rest to the mirror of all', () => {
    const both = { ...mirrors, imageRegistry: 'rest.example.com' };
    expect([pulledFrom('ghcr.io/a/b:1', both), pulledFrom('a/b:1', both)]).toEqual(['rest.example.com/a/b:1', 'mirror.example.com/hub/a/b:1']);
  });

  test.each(['https://docker.io', 'docker.io/', 'docker.io/vllm', 'dockerhub', '', 'Docker.io'])('fail for the registry %j', registry => {
    expect(() => checkMirrors({ imageRegistries: { [registry]: 'mirror.example.com' } })).toThrow(/^invalid registry in imageRegistries: got .*, allowed is the host of a registry/);
  });

  test.each(['https://mirror', 'mirror/', 'Mirror', ''])('fail for the mirror %j', mirror => {
    expect(() => checkMirrors({ imageRegistries: { 'docker.io': mirror } })).toThrow('invalid mirror of docker.io in imageRegistries: got');
  });
});

describe('an image that is only recorded', () => {
  test('stays as it was written, unless a mirror takes it', () => {
    expect(recordedFrom('matrixinfer/pytorch-runtime:latest', {})).toBe('matrixinfer/pytorch-runtime:latest');
    expect(recordedFrom('a/b:1', { imageRegistries: { 'ghcr.io': 'x.example.com' } })).toBe('a/b:1');
    expect(recordedFrom('a/b:1', { imageRegistry: 'x.example.com' })).toBe('x.example.com/a/b:1');
  });
});
