import { tmpdir } from 'os';
import { Size } from 'cdk8s';
import { lockFile } from './locks';
import { KubernetesVersion, ModelLock, ModelSource, RuntimeSettings, ServingEngine, TritonEngine, VllmEngine } from '../../src';
import { GPU, render, Rendered } from '../conformance/render';
import { COMMIT } from '../fixtures';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const GIB = 1024 ** 3;
const FILES = {
  'model-00001-of-00002.safetensors': { bytes: 4 * GIB },
  'model-00002-of-00002.safetensors': { bytes: 3 * GIB },
  'consolidated.safetensors': { bytes: 7 * GIB },
  'pytorch_model.bin': { bytes: 7 * GIB },
  'original/model.safetensors': { bytes: 7 * GIB },
  'tiny.Q4.gguf': { bytes: GIB },
  'config.json': { bytes: 100 },
};
const vllm = new VllmEngine({ version: '0.32.0' });
const IMAGE = 'docker.io/vllm/vllm-openai:v0.32.0';
const lock = (sources: object, images: object = { [IMAGE]: DIGEST }) => ModelLock.fromFile(lockFile({ sources, images }));
const known = () => lock({ 'huggingface://acme/m@main': { commit: COMMIT, files: FILES } });

const of = (source: ModelSource, settings: RuntimeSettings, engine: ServingEngine = vllm): Rendered => (
  render({ engine, source, compute: GPU, settings })
);
const hub = (options: object = { revision: 'main' }) => ModelSource.huggingFace('acme/m', options);

describe('a lock', () => {
  test('pins the revision of a repository, and is recorded', () => {
    const { uri, server, deployment, findings } = of(hub(), { lock: known() });
    expect(uri).toBe(`huggingface://acme/m@${COMMIT}`);
    expect(server.args).toEqual(expect.arrayContaining(['--revision', COMMIT]));
    expect(deployment.spec.template!.metadata.annotations['registry.matrixinfer.ai/source']).toBe(`huggingface://acme/m@${COMMIT}`);
    expect(findings).toEqual([]);
  });

  test('says the size of the files that a server loads, where nobody else does', () => {
    const sizeOf = (source: ModelSource) => source._lockedBy(known()).size?.toGibibytes();
    expect(sizeOf(hub())).toBe(7);
    expect(sizeOf(hub({ revision: 'main', file: 'tiny.Q4.gguf' }))).toBe(1);
    expect(sizeOf(hub({ revision: 'main', size: Size.gibibytes(3) }))).toBe(3);
    expect(ModelSource.s3('s3://models/m/')._lockedBy(lock({ 's3://models/m/': { bytes: 2 * GIB } })).size?.toGibibytes()).toBe(2);
  });

  test('pins every image by its digest, and moves it to its mirror', () => {
    const own = { 'docker.io/library/log:1.0.0': DIGEST, [IMAGE]: DIGEST };
    const sidecars = [{ name: 'log', image: 'log:1.0.0' }];
    const { server, init } = of(hub(), { lock: lock({ 'huggingface://acme/m@main': { commit: COMMIT } }, own), pod: { sidecars }, imageRegistry: 'mirror.example.com' });
    expect(server.image).toBe(`mirror.example.com/vllm/vllm-openai:v0.32.0@${DIGEST}`);
    expect(init[0].image).toBe(`mirror.example.com/library/log:1.0.0@${DIGEST}`);
  });

  test('pins an image that the model is in', () => {
    const source = ModelSource.ociImage('registry.example.com/m:1.0.0');
    const locked = lock({ 'oci://registry.example.com/m:1.0.0': { digest: DIGEST, bytes: GIB } }, { 'nvcr.io/nvidia/tritonserver:26.07-py3': DIGEST });
    const { pod, uri } = of(source, { lock: locked, kubernetesVersion: KubernetesVersion.V1_35 }, new TritonEngine({ version: '26.07' }));
    expect(uri).toBe(`oci://registry.example.com/m:1.0.0@${DIGEST}`);
    expect(pod.volumes.find(({ image }) => image)!.image!.reference).toBe(`registry.example.com/m:1.0.0@${DIGEST}`);
  });

  test('leaves alone what is pinned already', () => {
    expect(of(hub({ revision: 'b'.repeat(40) }), { lock: lock({}) }).uri).toBe(`huggingface://acme/m@${'b'.repeat(40)}`);
  });

  test('fails on a revision that it does not have, with those that it has and the command', () => {
    expect(() => of(hub({ revision: 'v2' }), { lock: known() })).toThrow(
      /lock-outdated: the source huggingface:\/\/acme\/m@v2 is not in \S+, which has huggingface:\/\/acme\/m@main\n.*\n.*run "npx cdk8s-matrixinfer lock --file \S+ huggingface:\/\/acme\/m@v2"/,
    );
  });

  test('fails on a source that it has without what pins it, and does not say that it is not there', () => {
    expect(() => of(hub(), { lock: lock({ 'huggingface://acme/m@main': { bytes: 5 } }) })).toThrow(
      /lock-outdated: the source huggingface:\/\/acme\/m@main is in \S+ without the commit or the digest that it would be pinned to/,
    );
  });

  test('fails on each image that it does not have, by the name under which it is published', () => {
    expect(() => of(hub(), { lock: lock({ 'huggingface://acme/m@main': { commit: COMMIT } }, {}), imageRegistry: 'mirror.example.com' }))
      .toThrow(/lock-outdated: the image docker\.io\/vllm\/vllm-openai:v0\.32\.0 is not in/);
  });

  test.each([
    ['no file', () => '/nowhere/matrixinfer.lock.json', /there is no such file/], ['no JSON', () => lockFile('{'), /JSON/], ['another version', () => lockFile('{"version": 2}'), /got version 2, allowed is 1/],
    ['no map', () => lockFile({ sources: [] }), /its sources are no map/], ['a list', () => lockFile('[]'), /it holds no JSON object/], ['nothing', () => lockFile(''), /it is empty/],
    ['a folder', () => tmpdir(), /it is a folder/], ['a source that is a number', () => lockFile({ sources: { 'a://b@main': 5 } }), /its source "a:\/\/b@main" is no map/],
    ['a commit that is no text', () => lockFile({ sources: { 'a://b@main': { commit: 5 } } }), /has commit 5, allowed is the 40 hexadecimal digits of a commit/],
    ['an image without its digest', () => lockFile({ images: { 'a:1': {} } }), /its image "a:1" has the digest an object, allowed is "sha256:" and 64 hexadecimal digits/],
    ['a commit that is a branch', () => lockFile({ sources: { 'a://b@main': { commit: 'main' } } }), /has commit "main", allowed is the 40 hexadecimal digits/],
    ['a commit that was cut', () => lockFile({ sources: { 'a://b@main': { commit: COMMIT.slice(0, 7) } } }), /has commit "\w{7}", allowed is the 40 hexadecimal digits/],
    ['a digest of a source that is none', () => lockFile({ sources: { 'oci://b:1': { digest: 'sha256:xyz' } } }), /has digest "sha256:xyz", allowed is "sha256:" and 64 hexadecimal digits/],
    ['a digest of an image that is none', () => lockFile({ images: { 'a:1': 'sha256:xyz' } }), /its image "a:1" has the digest "sha256:xyz"/],
    ['a size below nothing', () => lockFile({ sources: { 'a://b': { bytes: -1 } } }), /has bytes -1, allowed is a number that is 0 or more/],
    ['a file with a size that is a text', () => lockFile({ sources: { 'a://b': { files: { m: { bytes: '5' } } } } }), /has files an object, allowed is a map of paths/],
  ])('fails with %s, and names the command', (_what, path, words) => {
    expect(() => ModelLock.fromFile(path())).toThrow(words);
    expect(() => ModelLock.fromFile(path())).toThrow(/write it with: npx cdk8s-matrixinfer lock/);
  });
});
