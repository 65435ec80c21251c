import { bound } from './binding';
import { KubernetesVersion, ModelLayout, ModelSource, TritonEngine, VllmEngine } from '../../src';
import { envOf, GPU, render } from '../conformance/render';
import { COMMIT } from '../fixtures';

const REPOSITORY = 'models--acme--ranker';
const SNAPSHOT = `${REPOSITORY}/snapshots/${COMMIT}`;

/** Folders with files that are links: the volume's folder that is mounted, and where the server finds the model. */
const FOLDERS: [string, string | undefined, string][] = [
  [`hub/${SNAPSHOT}`, 'hub', SNAPSHOT],
  [`/hub/${SNAPSHOT}/`, 'hub', SNAPSHOT],
  [SNAPSHOT, undefined, SNAPSHOT],
  [`a/b/hub/${SNAPSHOT}/onnx`, 'a/b/hub', `${SNAPSHOT}/onnx`],
  [`hub/${REPOSITORY}/snapshots/main`, 'hub', `${REPOSITORY}/snapshots/main`],
];

describe.each([
  ['a claim', (path: string) => ModelSource.pvc('weights', { path })],
  ['an image', (path: string) => ModelSource.ociImage('registry.example.com/models:1.0.0', { path })],
])('a snapshot of the hub\'s cache in %s', (_where, source) => {
  test.each(FOLDERS)('is mounted with all that its links lead to: %s', (path, subPath, model) => {
    const { server } = bound(source(path));
    const mount = { name: 'model-source', mountPath: '/mnt/models', readOnly: true, ...(subPath !== undefined && { subPath }) };
    expect(server.volumeMounts).toContainEqual(mount);
    expect(envOf(server).MODEL_PATH).toBe(`/mnt/models/${model}`);
  });

  test.each([REPOSITORY, `hub/${REPOSITORY}`, `hub/${REPOSITORY}/blobs`, `${REPOSITORY}/snapshots`, `hub/${REPOSITORY}/refs/main`])(
    'fails for a path that names no snapshot: %s', path => {
      expect(() => source(path)).toThrow(`use for example "${REPOSITORY}/snapshots/<commit>"`);
    },
  );

  test('is refused by a server that wants the files in a folder of its own, with what to do', () => {
    const settings = { kubernetesVersion: KubernetesVersion.V1_35 };
    expect(() => render({ engine: new TritonEngine({ version: '26.07' }), source: source(`hub/${SNAPSHOT}`), settings }))
      .toThrow(/leads into the cache of the hub, whose files are links, and triton wants them in a folder of its own; store the files themselves/);
  });
});

test('a snapshot on a claim is what vLLM is told to load', () => {
  const { server } = render({ engine: new VllmEngine({ version: '0.32.0' }), compute: GPU, source: ModelSource.pvc('weights', { path: `hub/${SNAPSHOT}` }) });
  expect(server.args?.[0]).toBe(`/mnt/models/${SNAPSHOT}`);
});

test('a single file of a snapshot is mounted by itself: the kubelet follows its link', () => {
  const { server } = bound(ModelSource.pvc('weights', { path: `hub/${SNAPSHOT}/tiny.gguf` }));
  expect(server.volumeMounts).toContainEqual({ name: 'model-source', mountPath: '/mnt/models/tiny.gguf', subPath: `hub/${SNAPSHOT}/tiny.gguf`, readOnly: true });
});

test('a folder that is only called like one of the cache stays what it is', () => {
  const { server } = bound(ModelSource.pvc('weights', { path: 'my-models--acme/snapshots/1', layout: ModelLayout.FILES }));
  expect(server.volumeMounts).toContainEqual({ name: 'model-source', mountPath: '/mnt/models', subPath: 'my-models--acme/snapshots/1', readOnly: true });
});
