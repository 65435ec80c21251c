import { Duration, JsonPatch, Size } from 'cdk8s';
import { KubernetesVersion, ModelLabels, PodVolume, SecretKey, ServiceAccountRef } from '../../src';
import { chartIn, ModelOverrides, objectOf, PlainEngine, plainModel, plainRuntime, PlainSource, serverOf, smallCompute, templateOf } from '../fixtures';

function templateWith(overrides: ModelOverrides = {}) {
  const chart = chartIn('ml');
  plainModel(chart, 'model', overrides);
  return templateOf(chart);
}

const serverWith = (overrides: ModelOverrides = {}) => templateWith(overrides).spec.containers[0];
const engine = (props: ConstructorParameters<typeof PlainEngine>[0]) => ({ profileProps: { engine: new PlainEngine(props) } });

describe('the Pod template', () => {
  test('says the least that a server needs, hardened', () => {
    expect(templateWith()).toMatchSnapshot();
  });

  test('has version and source in annotations, so that a change of either rolls out', () => {
    expect(templateWith({ version: '2.0.0', source: new PlainSource({ uri: 's3://b/m', revision: 'abc' }) }).metadata.annotations).toEqual({
      [ModelLabels.VERSION]: '2.0.0',
      [ModelLabels.SOURCE]: 's3://b/m@abc',
    });
  });

  test('does not repeat a revision that the URI has', () => {
    expect(templateWith({ source: new PlainSource({ uri: 's3://b/m@abc', revision: 'abc' }) }).metadata.annotations[ModelLabels.SOURCE]).toBe('s3://b/m@abc');
  });

  test('of a runtime without a version has none', () => {
    const chart = chartIn();
    plainRuntime(chart);
    expect(templateOf(chart).metadata.annotations).toEqual({ [ModelLabels.SOURCE]: 'plain://models/one' });
    expect(templateOf(chart).metadata.labels).not.toHaveProperty(['app.kubernetes.io/version']);
  });

  test('has the user\'s labels and annotations beside the library\'s', () => {
    const { labels, annotations } = templateWith({ pod: { labels: { team: 'red' }, annotations: { note: 'x' } } }).metadata;
    expect(labels).toMatchObject({ team: 'red', [ModelLabels.MODEL]: 'model' });
    expect(annotations).toMatchObject({ note: 'x' });
  });

  test('never injects the variables of Services, and mounts no token unless asked', () => {
    expect(templateWith().spec).toMatchObject({ enableServiceLinks: false, automountServiceAccountToken: false });
    expect(templateWith({ pod: { automountServiceAccountToken: true } }).spec.automountServiceAccountToken).toBe(true);
  });

  test('names the ServiceAccount and the pull secrets that it is given', () => {
    expect(templateWith({ pod: { serviceAccount: ServiceAccountRef.of('reader'), imagePullSecrets: ['a', 'b'] } }).spec)
      .toMatchObject({ serviceAccountName: 'reader', imagePullSecrets: [{ name: 'a' }, { name: 'b' }] });
  });

  test('is patched last, and only where the patch says', () => {
    const { spec } = templateWith({ pod: { patches: [JsonPatch.add('/spec/hostNetwork', true)] } });
    const { hostNetwork, ...rest } = spec;
    expect(hostNetwork).toBe(true);
    expect(rest).toEqual(templateWith().spec);
  });

  test('is rendered the same any number of times, and a patch writes into nothing that others have', () => {
    const chart = chartIn();
    const container = { command: ['serve'], args: ['--a'], env: { HOME: '/tmp' } };
    const patches = [
      JsonPatch.add('/spec/containers/0/command/-', '--verbose'), JsonPatch.add('/spec/containers/0/args/-', '--x'), JsonPatch.add('/spec/containers/0/env/-', { name: 'A', value: '1' }),
      JsonPatch.remove('/spec/containers/0/imagePullPolicy'), JsonPatch.add('/spec/imagePullSecrets/-', { name: 'b' }), JsonPatch.add('/metadata/labels/a', 'b'),
    ];
    const { runtime } = plainModel(chart, 'model', { ...engine({ container }), pod: { patches, imagePullSecrets: ['a'] } });
    const before = JSON.stringify([runtime.requests, runtime.limits, container]);
    const first = templateOf(chart);
    runtime.markHasAutoscaler();
    expect(templateOf(chart)).toEqual(first);
    expect(first.spec.containers[0].command).toEqual(['serve', '--verbose']);
    expect(JSON.stringify([runtime.requests, runtime.limits, container])).toBe(before);
  });

  test('pulls every image from the mirror', () => {
    const { spec } = templateWith({
      imageRegistry: 'mirror.example.com',
      kubernetesVersion: KubernetesVersion.V1_35,
      pod: { sidecars: [{ name: 'log', image: 'docker.io/log/agent:1' }], volumes: [PodVolume.image('files', 'ghcr.io/files/x:1')] },
    });
    expect(spec.containers[0].image).toBe('mirror.example.com/plain:1.0.0');
    expect(spec.initContainers.map((container: { image: string }) => container.image)).toEqual(['mirror.example.com/fetch:1.0.0', 'mirror.example.com/log/agent:1']);
    expect(spec.volumes).toContainEqual({ name: 'files', image: { reference: 'mirror.example.com/files/x:1', pullPolicy: 'IfNotPresent' } });
  });

  test('pulls images from the mirrors of their registries, those of the model over those of its profile, and writes the registry of the rest', () => {
    const { spec } = templateWith({
      profileProps: { engine: new PlainEngine({ image: 'plain:1.0.0' }), compute: smallCompute(), imageRegistries: { 'docker.io': 'old.example.com', 'ghcr.io': 'mirror.example.com/ghcr' } },
      imageRegistries: { 'docker.io': 'mirror.example.com/hub' },
      kubernetesVersion: KubernetesVersion.V1_35,
      pod: { sidecars: [{ name: 'log', image: 'log/agent:1' }, { name: 'other', image: 'quay.io/other:1' }], volumes: [PodVolume.image('files', 'ghcr.io/files/x:1')] },
    });
    expect(spec.containers[0].image).toBe('mirror.example.com/hub/library/plain:1.0.0');
    expect(spec.initContainers.map((container: { image: string }) => container.image)).toEqual(['example.com/fetch:1.0.0', 'mirror.example.com/hub/log/agent:1', 'quay.io/other:1']);
    expect(spec.volumes).toContainEqual({ name: 'files', image: { reference: 'mirror.example.com/ghcr/files/x:1', pullPolicy: 'IfNotPresent' } });
  });
});

describe('the server', () => {
  test('listens on named ports, which Service and probes read', () => {
    const chart = chartIn();
    plainModel(chart, 'model', engine({ ports: { http: 9000, grpc: 9001, metrics: 9002 } }));
    expect(serverOf(chart).ports).toEqual([
      { name: 'http', containerPort: 9000, protocol: 'TCP' }, { name: 'grpc', containerPort: 9001, protocol: 'TCP' }, { name: 'metrics', containerPort: 9002, protocol: 'TCP' },
    ]);
    expect(serverOf(chart).readinessProbe.httpGet).toEqual({ path: '/up', port: 'http' });
    expect(objectOf(chart, 'Service', 'model').spec.ports).toEqual([{ name: 'http', port: 9000, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }]);
    expect(objectOf(chart, 'Service', 'model-grpc').spec.ports).toEqual([{ name: 'grpc', port: 9001, targetPort: 'grpc', protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' }]);
  });

  test('has no port for metrics of their own where they are on the HTTP port', () => {
    expect(serverWith(engine({ ports: { http: 9000, metrics: 9000 } })).ports).toHaveLength(1);
  });

  test('has as many startup attempts as the budget takes, and waits before SIGTERM', () => {
    const { startupProbe, lifecycle } = serverWith({ timing: { startup: Duration.minutes(15), preStopDelay: Duration.seconds(20) } });
    expect(startupProbe.failureThreshold * startupProbe.periodSeconds).toBe(900);
    expect(lifecycle).toEqual({ preStop: { sleep: { seconds: 20 } } });
  });

  test('does not wait before SIGTERM when told so, because Kubernetes 1.30 refuses a sleep of nothing', () => {
    expect(serverWith({ timing: { preStopDelay: Duration.seconds(0) } })).not.toHaveProperty('lifecycle');
  });

  test('has Secrets before literals, so that a literal can refer to one', () => {
    const { env } = serverWith({ secretEnv: { TOKEN: SecretKey.of('keys', 'token') }, env: { HEADER: 'Bearer $(TOKEN)' } });
    const names = env.map((one: { name: string }) => one.name);
    expect(names.indexOf('TOKEN')).toBeLessThan(names.indexOf('HEADER'));
    expect(env[0]).toEqual({ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'keys', key: 'token' } } });
  });

  test('fails for a name of a variable without a value', () => {
    expect(() => serverWith({ env: { A: undefined as never, B: '' } })).toThrow('[chart/model] invalid env.A of ModelConstruct: got nothing, allowed is a text; leave it out');
    expect(() => serverWith({ secretEnv: { C: undefined as never } })).toThrow('allowed is a SecretKey; leave it out where it has no value');
  });

  test('has one spelling of a folder, with or without a slash at its end, in every container', () => {
    const mounts = [{ volume: 'data', path: '/data/' }];
    const pod = {
      volumes: [PodVolume.existingClaim('data', 'claim')], mounts, initContainers: [{ name: 'init', image: 'a.example.com/a:1', mounts }], sidecars: [{ name: 'side', image: 'a.example.com/a:1', mounts }],
    };
    const { containers, initContainers } = templateWith({ pod }).spec;
    const users = [...containers, ...initContainers].filter(({ name }: { name: string }) => name !== 'fetch');
    expect(users).toHaveLength(3);
    for (const { volumeMounts } of users) expect(volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' });
  });

  test('has derived arguments first, then the user\'s', () => {
    expect(serverWith({ args: ['--x', '1'] }).args).toEqual(['--port', '8080', '--x', '1']);
  });

  test('requests disk for its scratch volume, its cache and two GiB more', () => {
    expect(serverWith({ source: new PlainSource({ size: Size.gibibytes(10) }) }).resources.requests['ephemeral-storage']).toBe('16Gi');
  });
});

describe('a container beside the server', () => {
  const sidecar = { name: 'log', image: 'log:1', command: ['agent'], args: ['-v'], env: { A: '1' }, secretEnv: { B: SecretKey.of('s', 'k') }, mounts: [{ volume: 'model', path: '/models', readOnly: true, subPath: 'x' }] };

  test('runs for the life of the Pod, hardened, with memory of its own', () => {
    expect(templateWith({ pod: { sidecars: [{ ...sidecar, memory: Size.mebibytes(256) }] } }).spec.initContainers[1]).toEqual({
      name: 'log',
      image: 'docker.io/library/log:1',
      imagePullPolicy: 'IfNotPresent',
      command: ['agent'],
      args: ['-v'],
      restartPolicy: 'Always',
      env: [{ name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }, { name: 'A', value: '1' }],
      resources: { requests: { cpu: '500m', memory: '256Mi' }, limits: { memory: '256Mi' } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: false },
      volumeMounts: [{ name: 'model', mountPath: '/models', subPath: 'x', readOnly: true }, { name: 'scratch', mountPath: '/tmp' }],
    });
  });

  test('has one GiB unless told otherwise, and the download before it is no sidecar', () => {
    const [fetch, log] = templateWith({ pod: { sidecars: [{ name: 'log', image: 'log:1' }] } }).spec.initContainers;
    expect(log.resources.limits).toEqual({ memory: '1Gi' });
    expect(fetch).not.toHaveProperty('restartPolicy');
  });

  test('has a read-only root where its image is known to work with it', () => {
    const [fetch, log] = templateWith({ pod: { sidecars: [{ name: 'log', image: 'log:1', readOnlyRootFilesystem: true }] } }).spec.initContainers;
    expect([fetch, log].map(({ securityContext }) => securityContext.readOnlyRootFilesystem)).toEqual([false, true]);
  });
});
