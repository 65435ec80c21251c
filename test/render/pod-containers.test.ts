import { Duration, Size } from 'cdk8s';
import { Namespaces } from 'cdk8s-plus-27';
import {
  Cpu, EnvFrom, EnvValue, Findings, ImagePullPolicy, KubernetesVersion, LifecycleHook, PodOptions, SecretKey, ServerProbe, StartOrder,
  TerminationMessagePolicy,
} from '../../src';
import { chartIn, findingsOf, ModelOverrides, objectOf, PlainEngine, plainModel, templateOf } from '../fixtures';

/** A container of an image, and whatever the case says. */
const container = (name: string, more: object = {}) => ({ name, image: `example.com/${name}:1.0.0`, ...more });

function templateWith(pod: PodOptions, overrides: ModelOverrides = {}) {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { pod, ...overrides });
  return templateOf(chart).spec;
}

const throwsWith = (pod: PodOptions) => () => plainModel(chartIn('ml'), 'model', { pod });

describe('containers before the server', () => {
  test('start in one order: what downloads need, the downloads, and what needs the files', () => {
    const { initContainers } = templateWith({
      initContainers: [container('convert'), container('prepare', { order: StartOrder.BEFORE_DOWNLOADS })],
      sidecars: [container('log'), container('proxy', { order: StartOrder.BEFORE_DOWNLOADS })],
    });
    expect(initContainers.map(({ name, restartPolicy }: { name: string; restartPolicy?: string }) => [name, restartPolicy])).toEqual([
      ['proxy', 'Always'], ['prepare', undefined], ['fetch', undefined], ['convert', undefined], ['log', 'Always'],
    ]);
  });

  test('are hardened like downloads, and say all that a container of Kubernetes can', () => {
    const [, convert] = templateWith({
      initContainers: [container('convert', {
        command: ['convert'],
        workingDir: '/mnt/models',
        mounts: [{ volume: 'model', path: '/mnt/models' }],
        secretEnv: { TOKEN: SecretKey.of('hub', 'token') },
        envValues: { LEVEL: EnvValue.configMap('tools', 'level', { optional: true }), LIMIT: EnvValue.resource('limits.memory', { divisor: '1Mi' }) },
        envFrom: [EnvFrom.configMap('tools', { prefix: 'TOOL_' })],
        env: { MODE: 'fast' },
        cpu: Cpu.units(2),
        cpuLimit: Cpu.units(4),
        memory: Size.gibibytes(2),
        memoryLimit: Size.gibibytes(4),
        ephemeralStorage: Size.gibibytes(10),
        otherResources: { 'example.com/fpga': '1' },
        security: { runAsUser: 1001, runAsGroup: 1002, addCapabilities: ['NET_BIND_SERVICE'] },
      })],
    }).initContainers;
    expect(convert).toEqual({
      name: 'convert',
      image: 'example.com/convert:1.0.0',
      imagePullPolicy: 'IfNotPresent',
      command: ['convert'],
      workingDir: '/mnt/models',
      env: [
        { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'hub', key: 'token' } } },
        { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'tools', key: 'level', optional: true } } },
        { name: 'LIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
        { name: 'MODE', value: 'fast' },
      ],
      envFrom: [{ prefix: 'TOOL_', configMapRef: { name: 'tools' } }],
      resources: {
        requests: { 'cpu': '2', 'memory': '2Gi', 'ephemeral-storage': '10Gi', 'example.com/fpga': '1' },
        limits: { 'cpu': '4', 'memory': '4Gi', 'ephemeral-storage': '10Gi', 'example.com/fpga': '1' },
      },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
        readOnlyRootFilesystem: false,
        runAsUser: 1001,
        runAsGroup: 1002,
        runAsNonRoot: true,
      },
      volumeMounts: [{ name: 'model', mountPath: '/mnt/models' }, { name: 'scratch', mountPath: '/tmp' }],
    });
  });

  test('may be privileged, which the API server refuses beside a promise not to escalate', () => {
    const [, tune] = templateWith({ initContainers: [container('tune', { security: { privileged: true, runAsUser: 0 } })] }).initContainers;
    expect(tune.securityContext).toEqual({ privileged: true, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: false, runAsUser: 0, runAsNonRoot: false });
  });
});

describe('a container that runs as long as the server', () => {
  const front = container('front', {
    ports: [{ name: 'front', number: 9000 }, { name: 'admin', number: 9001, protocol: 'UDP' }],
    startupProbe: ServerProbe.exec(['started'], { failures: 60 }),
    readinessProbe: ServerProbe.http('/ready'),
    livenessProbe: ServerProbe.tcp(),
  });

  test('beside the server stands after it, is asked at its first port, and waits before SIGTERM as long as the server', () => {
    const { containers } = templateWith({ containers: [front] });
    expect(containers.map(({ name }: { name: string }) => name)).toEqual(['server', 'front']);
    expect(containers[1]).toMatchObject({
      ports: [{ name: 'front', containerPort: 9000, protocol: 'TCP' }, { name: 'admin', containerPort: 9001, protocol: 'UDP' }],
      startupProbe: { exec: { command: ['started'] }, failureThreshold: 60 },
      readinessProbe: { httpGet: { path: '/ready', port: 9000 } },
      livenessProbe: { tcpSocket: { port: 9000 } },
      lifecycle: containers[0].lifecycle,
    });
    expect(containers[1]).not.toHaveProperty('restartPolicy');
  });

  test('ends at once where nobody comes through it, or as its hook says', () => {
    const stop = { preStop: LifecycleHook.httpGet('/stop', 9000), postStart: LifecycleHook.exec(['warm']) };
    const { containers: [, quiet, own] } = templateWith({ containers: [container('quiet'), { ...front, lifecycle: stop }] });
    expect(quiet).not.toHaveProperty('lifecycle');
    expect(own.lifecycle).toEqual({ preStop: { httpGet: { path: '/stop', port: 9000 } }, postStart: { exec: { command: ['warm'] } } });
  });

  test('as a sidecar ends after the server anyway, and has probes and hooks alike', () => {
    const { initContainers } = templateWith({ sidecars: [{ ...front, lifecycle: { preStop: LifecycleHook.sleep(Duration.seconds(5)) } }] });
    expect(initContainers.at(-1)).toMatchObject({ name: 'front', restartPolicy: 'Always', readinessProbe: { httpGet: { port: 9000 } }, lifecycle: { preStop: { sleep: { seconds: 5 } } } });
  });

  test('is admitted by a NetworkPolicy together with the server', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { pod: { containers: [front] }, network: { from: [Namespaces.all(chart, 'all')] } });
    const { spec } = objectOf(chart, 'NetworkPolicy');
    expect(JSON.stringify(spec)).toContain('"ports":[{"port":"http","protocol":"TCP"},{"port":"front","protocol":"TCP"},{"port":"admin","protocol":"UDP"}]');
  });

  test('starts all containers again upon some exit codes, as the server does, on clusters that can', () => {
    const { containers } = templateWith({ restartPodOn: [42], containers: [container('front', { restartPodOn: [1, 2] })] }, { kubernetesVersion: KubernetesVersion.of('1.36') });
    const rule = (values: number[]) => ({ restartPolicy: 'Always', restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values } }] });
    expect(containers[0]).toMatchObject(rule([42]));
    expect(containers[1]).toMatchObject(rule([1, 2]));
  });

  test('asks for its images as it is told, those of every container of the Pod', () => {
    const policies = (pod: PodOptions) => {
      const { containers, initContainers } = templateWith({ containers: [front], sidecars: [container('log')], initContainers: [container('first')], ...pod });
      return new Set([...containers, ...initContainers].map(({ imagePullPolicy }) => imagePullPolicy));
    };
    expect(policies({})).toEqual(new Set(['IfNotPresent']));
    expect(policies({ imagePullPolicy: ImagePullPolicy.ALWAYS })).toEqual(new Set(['Always']));
  });

  test('says where its last words are, as every container of the Pod', () => {
    const { containers, initContainers } = templateWith({ containers: [front], sidecars: [container('log')], terminationMessagePolicy: TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR });
    expect(new Set([...containers, ...initContainers].map(({ terminationMessagePolicy }) => terminationMessagePolicy))).toEqual(new Set(['FallbackToLogsOnError']));
  });

  test.each<[string, PodOptions, RegExp]>([
    ['a probe of a port, without ports', { sidecars: [container('log', { readinessProbe: ServerProbe.http('/') })] }, /ports of the sidecar log: got "\[\]", allowed is at least one: its readinessProbe asks the first/],
    ['memory of no size', { containers: [container('front', { memoryLimit: Size.kibibytes(0) })] }, /memoryLimit of the container front/],
    ['a resource that there is not', { initContainers: [container('a', { otherResources: { gpu: '1' } })] }, /key of otherResources: got "gpu"/],
    ['a sleep as the hook of the server', { lifecycle: { preStop: LifecycleHook.sleep(Duration.seconds(5)) } }, /give the time in timing\.preStopDelay/],
  ])('fails with %s', (_what, pod, message) => {
    expect(throwsWith(pod)).toThrow(message);
  });

  test.each<[string, PodOptions, RegExp]>([
    ['a name twice', { sidecars: [container('a')], containers: [container('a')] }, /a name that no other container has/],
    ['the name of the server', { sidecars: [container('server')] }, /a name that no other container has/],
    ['a volume that there is not', { containers: [container('a', { mounts: [{ volume: 'none', path: '/a' }] })] }, /a container mounts the volume "none"/],
    ['a path twice', { containers: [container('a', { mounts: [{ volume: 'scratch', path: '/tmp' }] })] }, /"\/tmp" at .*mountPath/],
    ['the path of the library', { mounts: [{ volume: 'scratch', path: '/mnt/models' }] }, /"\/mnt\/models" at .*mountPath/],
    ['a limit below its request', { containers: [container('a', { memory: Size.gibibytes(2), memoryLimit: Size.gibibytes(1) })] }, /at most the limit/],
    ['exit codes that there are not', { restartPodOn: [256] }, /a whole number from 0 to 255/],
  ])('is an error with %s', (_what, pod, message) => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { pod });
    expect(Findings.of(chart).filter(({ severity }) => severity === 'error').map(({ what }) => what).join('\n')).toMatch(message);
  });
});

describe('variables of the server', () => {
  test('come from ConfigMaps, Secrets, fields and resources, and wins over a whole object', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', {
      envValues: { NODE: EnvValue.field('spec.nodeName'), TOKEN: EnvValue.secret(SecretKey.of('s', 'k'), { optional: true }) },
      envFrom: [EnvFrom.secret('all', { optional: true }), EnvFrom.configMap('servers')],
      env: { WHERE: '$(NODE)' },
    });
    const [{ env, envFrom }] = templateOf(chart).spec.containers;
    expect(env.slice(0, 2)).toEqual([
      { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } },
    ]);
    expect(env.at(-1)).toEqual({ name: 'WHERE', value: '$(NODE)' });
    expect(envFrom).toEqual([{ secretRef: { name: 'all', optional: true } }, { configMapRef: { name: 'servers' } }]);
    expect(Findings.of(chart)).toEqual([]);
  });

  test.each([
    ['a field that there is not', () => EnvValue.field('status.phase'), /allowed is a field of the Pod/],
    ['labels as a whole', () => EnvValue.field('metadata.labels'), /allowed is a field of the Pod/],
    ['a resource that there is not', () => EnvValue.resource('limits.gpu'), /allowed is limits or requests of cpu/],
    ['a unit that there is not', () => EnvValue.resource('limits.cpu', { divisor: '1Mi' }), /unit of a resource\.divisor: got "1Mi", allowed is 1, 1m/],
    ['an amount as a unit', () => EnvValue.resource('limits.memory', { divisor: '2Mi' }), /unit of a resource\.divisor: got "2Mi"/],
    ['a key that there cannot be', () => EnvValue.configMap('a', 'b/c'), /key of a ConfigMap/],
    ['a prefix that there cannot be', () => EnvFrom.configMap('a', { prefix: '1_' }), /prefix of variables/],
    ['a name that there cannot be', () => EnvFrom.secret('A'), /Secret name/],
  ])('fails for %s', (_what, make, message) => {
    expect(make).toThrow(message);
  });

  test('that are derived are not said from elsewhere', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ container: { env: { MODE: 'a' } } }) }, envValues: { MODE: EnvValue.field('metadata.name') } });
    expect(findingsOf(chart, 'env-contradicts-derived')).toHaveLength(1);
  });
});
