import { ApiObject, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Findings, KubernetesVersion, ModelCache, Rollout, Severity } from '../../src';
import { Json } from '../../src/ground/objects';
import { plainModel } from '../fixtures';

/** What errors and warnings say of a model after its objects of a kind were patched. */
function foundAfter(kind: string, patches: JsonPatch[], kubernetesVersion?: KubernetesVersion): { rule: string; what: string; severity: Severity }[] {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'n' });
  plainModel(chart, 'model', {
    replicas: 2,
    network: {},
    rollout: Rollout.recreate(),
    cache: ModelCache.claim({ size: Size.gibibytes(100), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
    kubernetesVersion,
  });
  const object = chart.node.findAll().filter(ApiObject.isApiObject).find(one => one.kind === kind)!;
  object.addJsonPatch(...patches);
  // That two replicas with one claim leave together is no matter of this page.
  return Findings.of(chart).filter(({ rule }) => rule !== 'rollout-interrupts-serving').map(({ rule, what, severity }) => ({ rule, what, severity }));
}

const SPEC = '/spec/template/spec';
const SERVER = `${SPEC}/containers/0`;
const put = (path: string, value: Json) => JsonPatch.add(path, value);

/** What real API servers were seen to refuse; test/cluster/patches.cluster.ts asks them about thousands more. */
const REFUSED: [string, string, JsonPatch[], RegExp][] = [
  ['a mount without its volume', 'Deployment', [put(`${SERVER}/volumeMounts/-`, { name: 'gone', mountPath: '/gone' })], /volume-undefined: a container mounts the volume "gone"/],
  ['a device without its volume', 'Deployment', [put(`${SERVER}/volumeDevices`, [{ name: 'gone', devicePath: '/dev/x' }])], /volume-undefined.*"gone"/],
  ['privileges beside no escalation', 'Deployment', [put(`${SERVER}/securityContext/privileged`, true)], /true at spec\.template\.spec\.containers\[0\]\.securityContext\.privileged/],
  ['root in a Pod without root', 'Deployment', [put(`${SPEC}/securityContext/runAsNonRoot`, true), put(`${SERVER}/securityContext/runAsUser`, 0)], /"runAsUser 0 of server" at spec\.template\.spec\.securityContext/],
  ['an unknown member', 'Deployment', [put(`${SERVER}/imagePullPolicies`, 'Always')], /"imagePullPolicies" at spec\.template\.spec\.containers\[0\], allowed is a member of Container/],
  ['a member in capitals', 'Deployment', [put(`${SPEC}/hostnetwork`, true)], /is hostNetwork meant\?/],
  ['a text for a number', 'Deployment', [put('/spec/minReadySeconds', '5')], /minReadySeconds/],
  ['half a number', 'Deployment', [put('/spec/revisionHistoryLimit', 1.5)], /1\.5 at spec\.revisionHistoryLimit/],
  ['a text for true', 'Deployment', [put(`${SPEC}/hostNetwork`, 'true')], /"true" at spec\.template\.spec\.hostNetwork, allowed is true or false/],
  ['a word that is none', 'Deployment', [put(`${SERVER}/imagePullPolicy`, 'Sometimes')], /"Sometimes" .*allowed is Always, Never, IfNotPresent/],
  ['an item that is nothing', 'Deployment', [put(`${SPEC}/containers/-`, null)], /spec\.template\.spec\.containers\[1\]/],
  ['two ports of one name', 'Deployment', [put(`${SERVER}/ports/-`, { name: 'http', containerPort: 8080 })], /ports\[1\]\.name/],
  ['a port beyond all', 'Deployment', [put(`${SERVER}/ports/-`, { containerPort: 70_000 })], /70000 at .*ports\[1\]\.containerPort/],
  ['a long name of a port', 'Deployment', [put(`${SERVER}/ports/-`, { name: 'a-name-of-a-port', containerPort: 1 })], /ports\[1\]\.name/],
  ['two containers of one name', 'Deployment', [put(`${SPEC}/containers/-`, { name: 'server', image: 'a:1' })], /containers\[1\]\.name/],
  ['a container of a name of the download', 'Deployment', [put(`${SPEC}/containers/-`, { name: 'fetch', image: 'a:1' })], /"fetch" at spec\.template\.spec\.initContainers/],
  ['two kinds of a volume', 'Deployment', [put(`${SPEC}/volumes/-`, { name: 'a', emptyDir: {}, hostPath: { path: '/' } })], /emptyDir, hostPath" at .*volumes\[2\]/],
  ['a volume of a ConfigMap without its name', 'Deployment', [put(`${SPEC}/volumes/-`, { name: 'a', configMap: {} })], /configMap\.name/],
  ['two probes in one', 'Deployment', [put(`${SERVER}/livenessProbe/exec`, { command: ['a'] })], /livenessProbe, allowed is one of/],
  ['a probe of the download', 'Deployment', [put(`${SPEC}/initContainers/0/livenessProbe`, { exec: { command: ['a'] } })], /livenessProbe of fetch/],
  ['a hook without a handler', 'Deployment', [put(`${SERVER}/lifecycle/postStart`, {})], /lifecycle\.postStart, allowed is one of/],
  ['a hook longer than the end', 'Deployment', [put(`${SERVER}/lifecycle/postStart`, { sleep: { seconds: 900 } })], /terminationGracePeriodSeconds, allowed is at least the 900 seconds/],
  ['a value and its source', 'Deployment', [put(`${SERVER}/env/-`, { name: 'A', value: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } })], /value and valueFrom/],
  ['a field that no variable takes', 'Deployment', [put(`${SERVER}/env/-`, { name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.containers' } } })], /fieldPath/],
  ['more than the limit', 'Deployment', [put(`${SERVER}/resources/limits/cpu`, '100m')], /requests\["cpu"\], allowed is at most the limit, 100m/],
  ['a device without a limit', 'Deployment', [put(`${SERVER}/resources/requests/example.com~1nic`, '1')], /requests\["example\.com\/nic"\]/],
  ['half a device', 'Deployment', [put(`${SERVER}/resources/limits/example.com~1nic`, '0.5')], /"0\.5" at .*limits\["example\.com\/nic"\], allowed is a whole number/],
  ['a claim that the Pod has not', 'Deployment', [put(`${SERVER}/resources/claims`, [{ name: 'gpu' }])], /"gpu" at spec\.template\.spec\.resourceClaims/],
  ['Pods that end', 'Deployment', [put(`${SPEC}/restartPolicy`, 'Never')], /restartPolicy/],
  ['a deadline of a Pod', 'Deployment', [put(`${SPEC}/activeDeadlineSeconds`, 60)], /activeDeadlineSeconds/],
  ['labels that the selector does not find', 'Deployment', [put('/spec/selector/matchLabels/app', 'x')], /"app" at spec\.selector/],
  ['a port of the host that is another', 'Deployment', [put(`${SPEC}/hostNetwork`, true), put(`${SERVER}/ports/0/hostPort`, 1)], /hostPort/],
  ['a profile without its file', 'Deployment', [put(`${SPEC}/securityContext/appArmorProfile`, { type: 'Localhost' })], /appArmorProfile\.localhostProfile/],
  ['a spread twice', 'Deployment', [put(`${SPEC}/topologySpreadConstraints`, [1, 2].map(maxSkew => ({ maxSkew, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' })))], /topologySpreadConstraints/],
  ['a label that is too long', 'Deployment', [put('/spec/template/metadata/labels/team', 'a'.repeat(64))], /metadata\.labels\["team"\]/],
  ['a finalizer without a domain', 'Deployment', [put('/metadata/finalizers', ['keep'])], /metadata\.finalizers\[0\]/],
  ['a port without a name beside another', 'Service', [put('/spec/ports/-', { port: 80 })], /a port without a name/],
  ['one port twice', 'Service', [put('/spec/ports/-', { name: 'again', port: 8080 })], /TCP 8080/],
  ['a port of the nodes', 'Service', [put('/spec/ports/0/nodePort', 30080)], /nodePort/],
  ['a balancer\'s class without a balancer', 'Service', [put('/spec/loadBalancerClass', 'example.com/lb')], /loadBalancerClass/],
  ['two numbers of a budget', 'PodDisruptionBudget', [put('/spec/minAvailable', 1)], /minAvailable and maxUnavailable/],
  ['a budget of more than all', 'PodDisruptionBudget', [put('/spec/maxUnavailable', '101%')], /"101%" at spec\.maxUnavailable, allowed is at most "100%"/],
  ['a rollout of more than all', 'Deployment', [put('/spec/strategy', { rollingUpdate: { maxUnavailable: '150%' } })], /"150%" at spec\.strategy\.rollingUpdate\.maxUnavailable/],
  ['the time of an affinity that there is not', 'Service', [put('/spec/sessionAffinityConfig', { clientIP: { timeoutSeconds: 10 } })], /sessionAffinityConfig/],
  ['two first addresses', 'Service', [put('/spec/clusterIP', '10.0.0.1'), put('/spec/clusterIPs', ['10.0.0.2'])], /"10\.0\.0\.2" at spec\.clusterIPs/],
  ['an affinity that nothing holds', 'Service', [put('/spec/clusterIP', 'None'), put('/spec/sessionAffinity', 'ClientIP')], /"ClientIP" at spec\.sessionAffinity, allowed is None, with the clusterIP None/],
  ['a family of addresses twice', 'Service', [put('/spec/ipFamilies', ['IPv4', 'IPv4'])], /spec\.ipFamilies, allowed is IPv4 and IPv6, each once/],
  ['two families in a single stack', 'Service', [put('/spec/ipFamilies', ['IPv4', 'IPv6']), put('/spec/ipFamilyPolicy', 'SingleStack')], /allowed is one, with the ipFamilyPolicy SingleStack/],
  ['a list of addresses alone', 'Service', [put('/spec/clusterIPs', ['10.0.0.2'])], /allowed is clusterIP as the first of them/],
  ['contents without a name', 'PersistentVolumeClaim', [put('/spec/dataSource', { kind: 'PersistentVolumeClaim' })], /dataSource\.name/],
  ['contents of a kind without its group', 'PersistentVolumeClaim', [put('/spec/dataSourceRef', { kind: 'VolumeSnapshot', name: 'a' })], /dataSourceRef\.apiGroup/],
  ['a peer of two kinds', 'NetworkPolicy', [put('/spec/egress/0/to', [{ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }])], /ipBlock and a selector/],
  ['an amount that is none', 'PersistentVolumeClaim', [put('/spec/resources/requests/storage', 'much')], /"much" at spec\.resources\.requests\.storage/],
  ['a class with a space', 'PersistentVolumeClaim', [put('/spec/storageClassName', 'a b')], /storageClassName/],
];

describe('a patched object', () => {
  test.each(REFUSED)('fails for %s', (_what, kind, patches, says) => {
    const errors = foundAfter(kind, patches).filter(({ severity }) => severity === Severity.ERROR).map(({ rule, what }) => `${rule}: ${what}`);
    expect(errors).toContainEqual(expect.stringMatching(says));
    expect(errors.join('\n')).toMatch(/object-schema|volume-undefined/);
  });

  test.each<[string, string, JsonPatch[]]>([
    ['a surge of more than all', 'Deployment', [put('/spec/strategy', { rollingUpdate: { maxSurge: '150%' } })]],
    ['an affinity and its time', 'Service', [put('/spec/sessionAffinity', 'ClientIP'), put('/spec/sessionAffinityConfig', { clientIP: { timeoutSeconds: 10 } })]],
    ['no address, twice', 'Service', [put('/spec/clusterIP', 'None'), put('/spec/clusterIPs', ['None'])]],
    ['contents of another claim', 'PersistentVolumeClaim', [put('/spec/dataSource', { kind: 'PersistentVolumeClaim', name: 'a' })]],
    ['contents of a kind that the API server drops', 'PersistentVolumeClaim', [put('/spec/dataSource', { kind: '' })]],
    ['contents of a snapshot', 'PersistentVolumeClaim', [put('/spec/dataSource', { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' })]],
  ])('may have %s', (_what, kind, patches) => {
    expect(foundAfter(kind, patches).filter(({ rule }) => rule === 'object-schema')).toEqual([]);
  });

  test('says each place once, though its type and its field are wrong', () => {
    expect(foundAfter('Deployment', [put('/spec/minReadySeconds', '5')]).filter(({ what }) => what.includes('minReadySeconds'))).toHaveLength(1);
  });

  test('may have members that are null: they are none', () => {
    expect(foundAfter('Deployment', [put(`${SPEC}/hostNetwork`, null), put(`${SERVER}/tty`, null)]).map(({ rule }) => rule)).toEqual(['patch-without-effect', 'patch-without-effect']);
  });

  test('with a member of a newer Kubernetes is an error for clusters that are said to be older, a warning where nobody says, and fine for newer ones', () => {
    const patches = [put(`${SPEC}/resources`, { limits: { memory: '40Gi' } })];
    const what = expect.stringContaining('a patch of the Deployment gives spec.template.spec.resources, which Kubernetes has from 1.32 on');
    expect(foundAfter('Deployment', patches, KubernetesVersion.of('1.31'))).toEqual([{ rule: 'kubernetes-too-old', severity: Severity.ERROR, what }]);
    expect(foundAfter('Deployment', patches)).toEqual([{ rule: 'kubernetes-version-unsaid', severity: Severity.WARNING, what }]);
    expect(foundAfter('Deployment', patches, KubernetesVersion.of('1.32'))).toEqual([]);
  });

  test('of which nothing is left is a patch that does not apply', () => {
    expect(foundAfter('Deployment', [JsonPatch.replace('', 5)]).map(({ rule }) => rule)).toContain('patch-failed');
  });

  test('that cannot be patched says why in one line, without the object', () => {
    const [{ what }] = foundAfter('Deployment', [JsonPatch.test(`${SERVER}/image`, 'hf_secret')]);
    expect(what).toMatch(/^a patch of the Deployment does not apply: [^\n]{1,250}$/);
    expect(what).not.toContain('hf_');
  });
});
