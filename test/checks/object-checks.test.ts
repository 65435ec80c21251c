import { Chart, JsonPatch, Size } from 'cdk8s';
import { NetworkPolicyIpBlock, Pods } from 'cdk8s-plus-27';
import { ExtraContainer, ModelCache, PodOptions, PodVolume, Rollout, SecretKey } from '../../src';
import { chartIn, findingsOf, ModelOverrides, PlainEngine, plainModel, PlainSource } from '../fixtures';

const SIZE = Size.gibibytes(100);
const sidecar = (props: Partial<ExtraContainer>): PodOptions => ({ sidecars: [{ name: 'log', image: 'log:1', ...props }] });

/** What nobody but the API server would refuse, where it stands, and what the finding says of it. */
const REFUSED: [string, string, string, ModelOverrides | ((chart: Chart) => ModelOverrides)][] = [
  ['a label of the Pods', '"a b" at spec.template.metadata.labels, allowed is keys of [domain/]name', 'pod.labels', { pod: { labels: { 'a b': 'c' } } }],
  ['the value of a label', '"a b" at spec.template.metadata.labels["a"]', 'pod.labels', { pod: { labels: { a: 'a b' } } }],
  ['a label with a key that every object has', '"__proto__" at spec.template.metadata.labels', 'pod.labels', { pod: { labels: JSON.parse('{"__proto__":"x"}') as { [key: string]: string } } }],
  ['an annotation of the Pods', '"a b" at spec.template.metadata.annotations', 'pod.annotations', { pod: { annotations: { 'a b': '' } } }],
  ['annotations of a book\'s length', 'at spec.template.metadata.annotations, allowed is at most 262144 bytes', 'pod.annotations', { pod: { annotations: { a: 'x'.repeat(262_144) } } }],
  ['a label of the Deployment', 'the Deployment has "-" at metadata.labels["a"]', 'given for the Deployment', { deploymentMetadata: { labels: { a: '-' } } }],
  ['an annotation of the Service', 'the Service has "" at metadata.annotations', 'given for the Service', { serviceMetadata: { annotations: { '': 'x' } } }],
  ['a version that is no label', '"1 0" at spec.template.metadata.labels["app.kubernetes.io/version"]', 'version', { version: '1 0' }],
  ['the name of an engine that is no label', '"My Engine" at spec.template.metadata.labels["app.kubernetes.io/name"]', 'the name of the engine', { profileProps: { engine: new PlainEngine({ name: 'My Engine' }) } }],
  ['a node label', '"x y" at spec.template.spec.nodeSelector["disk"]', 'scheduling.nodeSelector', { scheduling: { nodeSelector: { disk: 'x y' } } }],
  ['the operator of a toleration', '"exists" at spec.template.spec.tolerations[0].operator, allowed is Exists, Equal', 'scheduling.tolerations', { scheduling: { tolerations: [{ key: 'a', operator: 'exists' }] } }],
  ['the effect of a toleration', '"Never" at spec.template.spec.tolerations[0].effect', 'scheduling.tolerations', { scheduling: { tolerations: [{ key: 'a', effect: 'Never' }] } }],
  ['a toleration of a value without a key', '"Equal" at spec.template.spec.tolerations[0].operator', 'scheduling.tolerations', { scheduling: { tolerations: [{ value: 'a' }] } }],
  ['a priority class', '"High" at spec.template.spec.priorityClassName', 'scheduling.priorityClassName', { scheduling: { priorityClassName: 'High' } }],
  ['a runtime class', '"" at spec.template.spec.runtimeClassName', 'scheduling.runtimeClassName', { scheduling: { runtimeClassName: '' } }],
  ['a ServiceAccount', '"Reader" at spec.template.spec.serviceAccountName', 'pod.serviceAccount', { pod: { serviceAccount: { name: 'Reader' } } }],
  ['a pull secret', '"" at spec.template.spec.imagePullSecrets[0].name', 'pod.imagePullSecrets', { pod: { imagePullSecrets: [''] } }],
  ['a negative user', '-1 at spec.template.spec.securityContext.runAsUser', 'security', { security: { runAsUser: -1 } }],
  ['half a group', '0.5 at spec.template.spec.securityContext.supplementalGroups[1]', 'security', { security: { supplementalGroups: [1, 0.5] } }],
  ['a capability with its prefix', '"CAP_SYS_ADMIN" at spec.template.spec.containers[0].securityContext.capabilities.add[0]', 'security.addCapabilities', { security: { addCapabilities: ['CAP_SYS_ADMIN'] } }],
  ['the name of a variable', '"1A" at spec.template.spec.containers[0].env[1].name', 'env', { env: { '1A': 'x' } }],
  ['the name of a variable from a Secret', '"" at spec.template.spec.containers[0].env[0].name', 'secretEnv', { secretEnv: { '': SecretKey.of('s', 'k') } }],
  ['half of a character', 'env A of the server has half of a character', 'write the whole character', { env: { A: 'a\ud800' } }],
  ['half of a character in an annotation', 'the annotation "a" of the Service has half of a character', 'write the whole character', { serviceMetadata: { annotations: { a: '\udc00' } } }],
  ['half of a character in a key', 'of the Pods of the Deployment has half of a character', 'write the whole character', { pod: { annotations: { 'a\ud800': '' } } }],
  ['NUL in a variable', 'env A of the server has the character NUL', 'remove it', { env: { A: 'a\0' } }],
  ['NUL in an argument', 'flag --x of the server has the character NUL', 'remove it', { args: ['--x', '\0'] }],
  ['NUL in a hook', 'an argument of the server has the character NUL', 'remove it', { pod: { patches: [JsonPatch.add('/spec/containers/0/lifecycle/postStart', { exec: { command: ['\0'] } })] } }],
  ['a relative mount path', '"data" at spec.template.spec.containers[0].volumeMounts[2].mountPath', 'pod.mounts', { pod: { mounts: [{ volume: 'scratch', path: 'data' }] } }],
  ['a mount path that is taken', '"/tmp" at spec.template.spec.containers[0].volumeMounts[2].mountPath, allowed is a value that no other item has', 'pod.mounts', { pod: { mounts: [{ volume: 'scratch', path: '/tmp' }] } }],
  ['a sub path that leaves the volume', '"../x" at spec.template.spec.containers[0].volumeMounts[2].subPath', 'pod.mounts', { pod: { mounts: [{ volume: 'scratch', path: '/x', subPath: '../x' }] } }],
  ['a volume of a name that is taken', '"scratch" at spec.template.spec.volumes[2].name', 'pod.volumes', { pod: { volumes: [PodVolume.configMap('scratch', 'x')] } }],
  ['the name of a sidecar', '"Log" at spec.template.spec.initContainers[1].name', 'pod.sidecars', { pod: sidecar({ name: 'Log' }) }],
  ['the name of a sidecar that the source has', '"fetch" at spec.template.spec.initContainers[1].name', 'pod.sidecars', { pod: sidecar({ name: 'fetch' }) }],
  ['the name of a sidecar that the server has', '"server" at spec.template.spec.initContainers, allowed is a name that no other container has', 'pod.sidecars', { pod: sidecar({ name: 'server' }) }],
  ['the image of a sidecar', '"" at spec.template.spec.initContainers[1].image', 'pod.sidecars', { pod: sidecar({ image: '' }) }],
  ['a mount path of a sidecar that it has already', '"/tmp" at spec.template.spec.initContainers[1].volumeMounts[1].mountPath', 'pod.sidecars', { pod: sidecar({ mounts: [{ volume: 'scratch', path: '/tmp' }] }) }],
  ['a variable of a sidecar given twice', '"A" at spec.template.spec.initContainers[1].env[1].name', 'pod.sidecars', { pod: sidecar({ env: { A: '1' }, secretEnv: { A: SecretKey.of('s', 'k') } }) }],
  ['the image of an init container', '"Fetch" at spec.template.spec.initContainers[0].image', 'the source', { source: new PlainSource({ initContainer: { image: 'Fetch' } }) }],
  ['a port of an engine', '0 at spec.ports[0].port', 'ports of the engine', { profileProps: { engine: new PlainEngine({ ports: { http: 0 } }) } }],
  ['the image of an engine', '" plain:1" at spec.template.spec.containers[0].image', 'the engine', { profileProps: { engine: new PlainEngine({ image: ' plain:1' }) } }],
  ['the storage class of a claim', '"Fast" at spec.storageClassName', 'cache', { rollout: Rollout.recreate(), cache: ModelCache.claim({ size: SIZE, storageClassName: 'Fast' }) }],
  ['an IP block', 'the NetworkPolicy has "10.0.0.1/8" at spec.ingress[0].from[0].ipBlock.cidr', 'network.from', chart => ({ network: { from: [NetworkPolicyIpBlock.ipv4(chart, 'ip', '10.0.0.1/8')] } })],
  ['the labels of a peer', '"a b" at spec.egress[3].to[0].podSelector.matchLabels', 'network.to', chart => ({ network: { to: [Pods.select(chart, 'pods', { labels: { 'a b': 'c' } })] } })],
  ['a port of a source', '0 at spec.egress[2].ports[0].port', 'egressPorts of the source', { network: {}, source: new PlainSource({ binding: { egressPorts: [0] } }) }],
  ['what a patch makes', '"1 2" at spec.template.spec.containers[0].env[1].name', 'env', { pod: { patches: [JsonPatch.add('/spec/containers/0/env/-', { name: '1 2' })] } }],
  ['a container that a patch breaks', '"log" at spec.template.spec.initContainers, allowed is a list', 'pod.sidecars', { pod: { patches: [JsonPatch.replace('/spec/initContainers', 'log')] } }],
];

describe('the API server would refuse', () => {
  test.each(REFUSED)('%s, and synth says so first', (_what, says, from, overrides) => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', typeof overrides === 'function' ? overrides(chart) : overrides);
    const found = findingsOf(chart, 'object-schema');
    expect(found.map(finding => finding.what)).toContainEqual(expect.stringContaining(says));
    expect(found.map(finding => finding.fix)).toContainEqual(expect.stringContaining(from));
  });

  test.each(['', 'ML', 'a.b', 'a'.repeat(64)])('the namespace %j', namespace => {
    const chart = chartIn(namespace);
    plainModel(chart);
    expect(findingsOf(chart, 'object-schema').map(finding => finding.fix)).toContain('correct namespace of the chart');
  });

  test('nothing of a model that uses all that can be set', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', {
      replicas: 2,
      env: { 'a.b-C_1': '' },
      args: ['', '--x= y'],
      cache: ModelCache.perPod({ size: SIZE, storageClassName: 'fast' }),
      deploymentMetadata: { labels: { 'example.com/team': '' }, annotations: { 'Example.com/Note': 'any\ntext' } },
      security: { runAsUser: 0, runAsGroup: 0, fsGroup: 0, supplementalGroups: [0], addCapabilities: ['NET_ADMIN'] },
      scheduling: { nodeSelector: { a: '' }, tolerations: [{}, { key: 'a', value: 'b', operator: 'Equal', effect: 'NoExecute' }], priorityClassName: 'a.b', runtimeClassName: 'kata' },
      pod: { ...sidecar({ mounts: [{ volume: 'scratch', path: '/var/log', subPath: 'log' }] }), imagePullSecrets: ['a'], labels: { a: 'b' }, annotations: { a: '' } },
      network: { from: [NetworkPolicyIpBlock.anyIpv6(chart, 'all'), Pods.all(chart, 'pods')] },
    });
    expect(findingsOf(chart, 'object-schema')).toEqual([]);
  });
});
