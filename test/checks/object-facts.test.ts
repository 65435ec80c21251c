import { ApiObject, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Findings, MatrixInferCrds, ModelCache, ModelConstruct, ModelStatusReporter, PodVolume, Rollout, Severity } from '../../src';
import { JsonObject } from '../../src/ground/objects';
import { PlainEngine, plainModel } from '../fixtures';

type Change = (parts: { model: ModelConstruct; find(kind: string, name?: string): ApiObject }) => void;

const ENGINE = new PlainEngine({ ports: { http: 8080, grpc: 9090 }, container: { command: ['serve'], args: ['--port', '8080', '--model', '/mnt/models'], env: { HOME: '/tmp/home' } } });

/** A model with one of everything, on which nothing is to be said. */
function fullModel(patches: JsonPatch[] = []): { chart: Chart; model: ModelConstruct } {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'n' });
  const model = plainModel(chart, 'model', {
    replicas: 2,
    network: {},
    rollout: Rollout.recreate(),
    cache: ModelCache.claim({ size: Size.gibibytes(100), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
    args: ['--level', '9'],
    env: { MODE: 'fast' },
    pod: { sidecars: [{ name: 'log', image: 'log:1', env: { LEVEL: '1' } }], volumes: [PodVolume.configMap('settings', 'settings')], patches },
    profileProps: { engine: ENGINE },
  });
  return { chart, model };
}

/** What errors say after something was done to the objects of that model. */
function errorsAfter(change: Change): string[] {
  const { chart, model } = fullModel();
  const objects = chart.node.findAll().filter(ApiObject.isApiObject);
  change({ model, find: (kind, name) => objects.find(one => one.kind === kind && (name === undefined || one.name === name))! });
  return errorsOf(chart);
}

function errorsOf(chart: Chart): string[] {
  return Findings.of(chart).filter(({ severity }) => severity === Severity.ERROR).map(({ rule, what }) => `${rule}: ${what}`);
}

const SERVER = '/spec/template/spec/containers/0';
const on = (kind: string, ...patches: JsonPatch[]): Change => ({ find }) => find(kind).addJsonPatch(...patches);

const CONTRADICTIONS: [string, Change, RegExp][] = [
  ['another port in the arguments', on('Deployment', JsonPatch.replace(`${SERVER}/args/1`, '9000')), /changes spec\.template\.spec\.containers\[server\]\.args\[1\] of the Deployment from "8080" to "9000"/],
  ['an argument of the user', on('Deployment', JsonPatch.replace(`${SERVER}/args/5`, '1')), /args\[5\].*from "9" to "1"/],
  ['no arguments', on('Deployment', JsonPatch.remove(`${SERVER}/args`)), /removes .*args\[0\]/],
  ['an argument in front of all', on('Deployment', JsonPatch.add(`${SERVER}/args/0`, '--first')), /args\[0\].*to "--first"/],
  ['another program', on('Deployment', JsonPatch.replace(`${SERVER}/command/0`, 'sleep')), /command\[0\].*from "serve" to "sleep"/],
  ['another image', on('Deployment', JsonPatch.replace(`${SERVER}/image`, 'example.com/other:1')), /containers\[server\]\.image/],
  ['another image of the download', on('Deployment', JsonPatch.replace('/spec/template/spec/initContainers/0/image', 'example.com/other:1')), /initContainers\[fetch\]\.image/],
  ['no startup probe', on('Deployment', JsonPatch.remove(`${SERVER}/startupProbe`)), /removes .*startupProbe of the Deployment.*the other probes wait for it/],
  ['no readiness probe', on('Deployment', JsonPatch.remove(`${SERVER}/readinessProbe`)), /removes .*readinessProbe/],
  ['another path of a probe', on('Deployment', JsonPatch.replace(`${SERVER}/readinessProbe/httpGet/path`, '/else')), /readinessProbe\.httpGet\.path.*"\/up" to "\/else"/],
  ['less time to start', on('Deployment', JsonPatch.replace(`${SERVER}/startupProbe/failureThreshold`, 3)), /startupProbe\.failureThreshold/],
  ['a cache that cannot be written', on('Deployment', JsonPatch.add('/spec/template/spec/volumes/0/persistentVolumeClaim/readOnly', true)), /volumes\[model\]\.persistentVolumeClaim\.readOnly/],
  ['no volumes', on('Deployment', JsonPatch.replace('/spec/template/spec/volumes', [])), /removes spec\.template\.spec\.volumes\[model\]/],
  ['another claim behind a volume', on('Deployment', JsonPatch.replace('/spec/template/spec/volumes/0', { name: 'model', emptyDir: {} })), /volumes\[model\]/],
  ['no download', on('Deployment', JsonPatch.replace('/spec/template/spec/initContainers', [])), /removes spec\.template\.spec\.initContainers\[fetch\]/],
  ['a sidecar that ends', on('Deployment', JsonPatch.remove('/spec/template/spec/initContainers/1/restartPolicy')), /initContainers\[log\]\.restartPolicy/],
  ['another server', on('Deployment', JsonPatch.replace(`${SERVER}/name`, 'other')), /removes spec\.template\.spec\.containers\[server\]/],
  ['another variable', on('Deployment', JsonPatch.replace(`${SERVER}/env/0/value`, '/root')), /env\[HOME\]\.value.*to "\/root"/],
  ['a variable a second time', on('Deployment', JsonPatch.add(`${SERVER}/env/-`, { name: 'HOME', value: '/root' })), /env\[HOME\]\.value/],
  ['another port of the container', on('Deployment', JsonPatch.replace(`${SERVER}/ports/0/containerPort`, 9)), /ports\[http\]\.containerPort/],
  ['less memory', on('Deployment', JsonPatch.replace(`${SERVER}/resources/limits/memory`, '1Gi')), /resources\.limits\["memory"\]/],
  ['another mount', on('Deployment', JsonPatch.replace(`${SERVER}/volumeMounts/0/mountPath`, '/models')), /volumeMounts\[\/mnt\/models\]/],
  ['a mount that may be written', on('Deployment', JsonPatch.remove(`${SERVER}/volumeMounts/0/readOnly`)), /volumeMounts\[\/mnt\/models\]\.readOnly/],
  ['no wait before the end', on('Deployment', JsonPatch.remove(`${SERVER}/lifecycle`)), /lifecycle/],
  ['less time to end', on('Deployment', JsonPatch.replace('/spec/template/spec/terminationGracePeriodSeconds', 20)), /terminationGracePeriodSeconds/],
  ['no time to roll out', on('Deployment', JsonPatch.replace('/spec/progressDeadlineSeconds', 60)), /progressDeadlineSeconds/],
  ['more replicas', on('Deployment', JsonPatch.replace('/spec/replicas', 3)), /spec\.replicas of the Deployment from 2 to 3/],
  ['another rollout', on('Deployment', JsonPatch.replace('/spec/strategy', { type: 'RollingUpdate' })), /spec\.strategy/],
  ['the port of the server for another container', on('Deployment', JsonPatch.add('/spec/template/spec/containers/-', { name: 'proxy', image: 'proxy:1', ports: [{ containerPort: 8080 }] })), /containers\[proxy\]\.ports/],
  ['the name of its port too', on('Deployment', JsonPatch.add('/spec/template/spec/containers/-', { name: 'proxy', image: 'proxy:1', ports: [{ name: 'http', containerPort: 1 }] })), /containers\[proxy\]\.ports/],
  ['no way to the source', on('NetworkPolicy', JsonPatch.remove('/spec/egress/1')), /removes spec\.egress of the NetworkPolicy, derived is "port 5353 over UDP"/],
  ['another namespace', on('Deployment', JsonPatch.replace('/metadata/namespace', 'other')), /metadata\.namespace of the Deployment from "n" to "other"/],
  ['another kind', on('Deployment', JsonPatch.replace('/kind', 'StatefulSet')), /changes kind of the Deployment/],
  ['another API version', on('Service', JsonPatch.replace('/apiVersion', 'v2')), /changes apiVersion of the Service/],
  ['another name of the claim', on('PersistentVolumeClaim', JsonPatch.replace('/metadata/name', 'other')), /metadata\.name of the PersistentVolumeClaim/],
  ['a smaller claim', on('PersistentVolumeClaim', JsonPatch.replace('/spec/resources/requests/storage', '1Gi')), /requests\["storage"\]/],
  ['a claim of devices', on('PersistentVolumeClaim', JsonPatch.add('/spec/volumeMode', 'Block')), /volumeMode/],
  ['another selector of the Service', on('Service', JsonPatch.add('/spec/selector/app', 'x')), /spec\.selector\.app of the Service/],
  ['another target of the Service', on('Service', JsonPatch.replace('/spec/ports/0/targetPort', 9)), /ports\[http\]\.targetPort/],
  ['a Service that leads elsewhere', on('Service', JsonPatch.add('/spec/type', 'ExternalName'), JsonPatch.add('/spec/externalName', 'example.com')), /spec\.type of the Service/],
  ['other Pods of the budget', on('PodDisruptionBudget', JsonPatch.replace('/spec/selector', {})), /spec\.selector/],
  ['other Pods of the policy', on('NetworkPolicy', JsonPatch.replace('/spec/podSelector', {})), /spec\.podSelector/],
  ['another port of the gRPC Service', ({ find }) => find('Service', 'model-grpc').addJsonPatch(JsonPatch.replace('/spec/ports/0/port', 1)), /ports\[grpc\]\.port/],
  ['another image of the Model', ({ model }) => model.model.addJsonPatch(JsonPatch.replace('/spec/runtime/image', 'other:1')), /spec\.runtime\.image of the Model/],
  ['another version of the Model', ({ model }) => model.model.addJsonPatch(JsonPatch.replace('/spec/modelSpec/version', '2.0.0')), /modelSpec\.version/],
  ['another id of the Model', ({ model }) => model.model.addJsonPatch(JsonPatch.replace('/spec/modelSpec/modelId', 'other')), /modelSpec\.modelId/],
  ['another source of the Model', ({ model }) => model.model.addJsonPatch(JsonPatch.replace('/spec/modelSpec/source/uri', 's3://a/b')), /modelSpec\.source\.uri/],
  ['another name of the Model', ({ model }) => model.model.addJsonPatch(JsonPatch.replace('/metadata/name', 'other')), /metadata\.name of the Model/],
  ['another memory of the Model', ({ model }) => model.model.addJsonPatch(JsonPatch.replace('/spec/runtime/resources/limits/memory', '1Gi')), /runtime\.resources\.limits\["memory"\]/],
];

/** What nothing else reads. */
const ADDITIONS: [string, Change][] = [
  ['a claim of a device', on('Deployment', JsonPatch.add('/spec/template/spec/resourceClaims', [{ name: 'gpu', resourceClaimTemplateName: 'gpu' }]), JsonPatch.add(`${SERVER}/resources/claims`, [{ name: 'gpu' }]))],
  ['a second port of the container', on('Deployment', JsonPatch.add(`${SERVER}/ports/-`, { name: 'debug', containerPort: 5678 }))],
  ['a limit of the disk', on('Deployment', JsonPatch.add(`${SERVER}/resources/limits/ephemeral-storage`, '500Gi'))],
  ['a port 80 of the Service', on('Service', JsonPatch.add('/spec/ports/-', { name: 'web', port: 80, targetPort: 'http' }))],
  ['a variable', on('Deployment', JsonPatch.add(`${SERVER}/env/-`, { name: 'GREETING', value: 'hello' }))],
  ['the name of the node', on('Deployment', JsonPatch.add(`${SERVER}/env/-`, { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }))],
  ['variables of a ConfigMap', on('Deployment', JsonPatch.add(`${SERVER}/envFrom`, [{ configMapRef: { name: 'settings' } }]))],
  ['an argument', on('Deployment', JsonPatch.add(`${SERVER}/args/-`, '--verbose'))],
  ['a volume and its mount', on('Deployment', JsonPatch.add('/spec/template/spec/volumes/-', { name: 'ca', configMap: { name: 'ca' } }), JsonPatch.add(`${SERVER}/volumeMounts/-`, { name: 'ca', mountPath: '/etc/ca', readOnly: true }))],
  ['a container', on('Deployment', JsonPatch.add('/spec/template/spec/containers/-', { name: 'proxy', image: 'proxy:1', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }))],
  ['a container before the download', on('Deployment', JsonPatch.add('/spec/template/spec/initContainers/0', { name: 'first', image: 'first:1' }))],
  ['more memory of the download', on('Deployment', JsonPatch.replace('/spec/template/spec/initContainers/0/resources', { limits: { memory: '8Gi' } }))],
  ['a slower probe', on('Deployment', JsonPatch.replace(`${SERVER}/livenessProbe/periodSeconds`, 60))],
  ['a hook at its start', on('Deployment', JsonPatch.add(`${SERVER}/lifecycle/postStart`, { exec: { command: ['true'] } }))],
  ['a host name', on('Deployment', JsonPatch.add('/spec/template/spec/hostname', 'model'))],
  ['the permissions of files', on('Deployment', JsonPatch.add('/spec/template/spec/volumes/2/configMap/defaultMode', 0o400))],
  ['a toleration', on('Deployment', JsonPatch.add('/spec/template/spec/tolerations', [{ key: 'spot', operator: 'Exists' }]))],
  ['an affinity', on('Deployment', JsonPatch.add('/spec/template/spec/affinity', { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }] } }))],
  ['a longer deadline', on('Deployment', JsonPatch.replace('/spec/progressDeadlineSeconds', 4000))],
  ['replicas that an autoscaler owns', on('Deployment', JsonPatch.remove('/spec/replicas'))],
  ['annotations', on('Deployment', JsonPatch.add('/spec/template/metadata/annotations/example.com~1team', 'a'))],
  ['labels', ({ find }) => find('Deployment').metadata.addLabel('example.com/team', 'a')],
  ['what the documentation says a patch is for', on('Deployment', JsonPatch.replace(`${SERVER}/imagePullPolicy`, 'Always'), JsonPatch.replace('/spec/template/spec/enableServiceLinks', true))],
  ['a load balancer', on('Service', JsonPatch.replace('/spec/type', 'LoadBalancer'), JsonPatch.add('/spec/loadBalancerClass', 'example.com/lb'))],
  ['sticky sessions', on('Service', JsonPatch.add('/spec/sessionAffinity', 'ClientIP'))],
  ['a share of the Pods', on('PodDisruptionBudget', JsonPatch.replace('/spec/maxUnavailable', '25%'))],
  ['narrower DNS', on('NetworkPolicy', JsonPatch.add('/spec/egress/0/to', [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }]))],
  ['the name of a volume', on('PersistentVolumeClaim', JsonPatch.add('/spec/volumeName', 'weights'))],
  ['annotations of the Model', ({ model }) => model.model.metadata.addAnnotation('example.com/owner', 'a')],
];

describe('a value that is read elsewhere', () => {
  test.each(CONTRADICTIONS)('is an error when a patch makes it %s', (_what, change, says) => {
    const found = errorsAfter(change).filter(error => error.startsWith('patch-contradicts-derived'));
    expect(found).toContainEqual(expect.stringMatching(says));
  });

  test('is an error in pod.patches alike, said once beside a patch of the Deployment', () => {
    const { chart, model } = fullModel([JsonPatch.replace('/spec/containers/0/image', 'other:1')]);
    model.runtime.deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/hostname', 'model'));
    expect(errorsOf(chart)).toEqual([expect.stringMatching(/containers\[server\]\.image of the Deployment from "example\.com\/plain:1\.0\.0" to "other:1"/)]);
  });

  test.each(['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'registry.matrixinfer.ai/model'])('is an error when the label %s is added anew', label => {
    for (const kind of ['Deployment', 'Service', 'NetworkPolicy', 'PodDisruptionBudget', 'PersistentVolumeClaim']) {
      expect(errorsAfter(({ find }) => find(kind).metadata.addLabel(label, 'mine'))).toEqual([expect.stringContaining(`user-labels-overwrite: the label ${label} of the ${kind} is the library's own`)]);
    }
  });

  test('is an error when a patch makes Pods in advance where the rollout makes none, and fine where it makes some', () => {
    const surgeOf = (rollout: Rollout) => {
      const chart = new Chart(Testing.app(), 'chart', { namespace: 'n' });
      const { runtime } = plainModel(chart, 'model', { replicas: 2, rollout });
      runtime.deployment.addJsonPatch(JsonPatch.replace('/spec/strategy/rollingUpdate/maxSurge', '50%'));
      return errorsOf(chart);
    };
    expect(surgeOf(Rollout.withoutSurge())).toEqual([expect.stringMatching(/strategy\.rollingUpdate\.maxSurge of the Deployment from 0 to "50%"/)]);
    expect(surgeOf(Rollout.surge())).toEqual([]);
  });

  test('is an error when a label is added between two synths', () => {
    const { chart, model } = fullModel();
    const quiet = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    Testing.synth(chart);
    model.runtime.deployment.metadata.addLabel('app.kubernetes.io/name', 'mine');
    expect(() => Testing.synth(chart)).toThrow(/user-labels-overwrite: the label app\.kubernetes\.io\/name/);
    quiet.mockRestore();
  });

  test('is not shown when it is a credential', () => {
    const [error] = errorsAfter(on('Deployment', JsonPatch.replace(`${SERVER}/env/0`, { name: 'HOME', value: `hf_${'a'.repeat(30)}` })));
    expect(error).toMatch(/from "\/tmp\/home" to a credential;/);
  });
});

describe('what nothing reads', () => {
  test.each(ADDITIONS)('may be patched: %s', (_what, change) => {
    expect(errorsAfter(change)).toEqual([]);
  });

  test('is judged as if it had been said in args and env', () => {
    expect(errorsAfter(on('Deployment', JsonPatch.add(`${SERVER}/args/-`, '--port=9000')))).toEqual([expect.stringContaining('arg-contradicts-derived: args has "--port=9000"')]);
    expect(errorsAfter(on('Deployment', JsonPatch.add(`${SERVER}/args/-`, '--level'), JsonPatch.add(`${SERVER}/args/-`, '1')))).toEqual([expect.stringContaining('arg-given-twice')]);
  });
});

describe('objects besides those of a model', () => {
  const reporterIn = (chart: Chart) => new ModelStatusReporter(chart, 'status', { image: 'example.com/reporter:1', scriptPath: '/app/reporter.js' });

  interface Others { readonly reporter: ModelStatusReporter; readonly crds: MatrixInferCrds }

  /** Errors of a chart with a reporter and one with the CRDs, after something was done to them. */
  function errorsOfOthers(labels: { [key: string]: string }, change: (parts: Others) => void = () => undefined): string[] {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'n', labels });
    change({ reporter: reporterIn(chart), crds: new MatrixInferCrds(chart, 'crds') });
    return errorsOf(chart);
  }

  test('have nothing to be said of', () => {
    expect(errorsOfOthers({ team: 'a' })).toEqual([]);
  });

  test('fail for a label of the chart that Kubernetes refuses, each of them', () => {
    const found = errorsOfOthers({ team: 'ML Platform' });
    for (const kind of ['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Deployment', 'CustomResourceDefinition']) {
      expect(found).toContainEqual(expect.stringContaining(`object-schema: the ${kind} has "ML Platform" at metadata.labels["team"]`));
    }
  });

  test.each<[string, (parts: Others) => void, RegExp]>([
    ['the image of the reporter', ({ reporter }) => reporter.deployment.addJsonPatch(JsonPatch.replace(`${SERVER}/image`, 'other:1')), /containers\[reporter\]\.image/],
    ['its memory', ({ reporter }) => reporter.deployment.addJsonPatch(JsonPatch.replace(`${SERVER}/resources/limits/memory`, '1Gi')), /resources\.limits\["memory"\]/],
    ['its number', ({ reporter }) => reporter.deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', 2)), /spec\.replicas/],
    ['its rights', ({ reporter }) => reporter.permissions[0].addJsonPatch(JsonPatch.replace('/rules', [])), /removes rules\[0\] of the ClusterRole/],
    ['one of its verbs', ({ reporter }) => reporter.permissions[0].addJsonPatch(JsonPatch.remove('/rules/0/verbs/1')), /removes rules\[0\] of the ClusterRole/],
    ['who has them', ({ reporter }) => reporter.permissions[1].addJsonPatch(JsonPatch.replace('/subjects/0/name', 'other')), /subjects\[0\] of the ClusterRoleBinding/],
    ['the account', ({ reporter }) => reporter.serviceAccount.addJsonPatch(JsonPatch.replace('/metadata/name', 'other')), /metadata\.name of the ServiceAccount/],
    ['the kind of a CRD', ({ crds }) => crds.definitions[0].addJsonPatch(JsonPatch.replace('/spec/names/kind', 'Other')), /spec\.names\.kind of the CustomResourceDefinition/],
    ['the schema of a CRD', ({ crds }) => crds.definitions[0].addJsonPatch(JsonPatch.remove('/spec/versions/0/schema/openAPIV3Schema/properties/spec')), /spec\.versions\[v1alpha1\]\.schema/],
  ])('fail where a patch changes %s', (_what, change, says) => {
    expect(errorsOfOthers({}, change)).toContainEqual(expect.stringMatching(says));
  });

  test.each<[string, (parts: Others) => void]>([
    ['more CPU', ({ reporter }) => reporter.deployment.addJsonPatch(JsonPatch.replace(`${SERVER}/resources/requests/cpu`, '100m'))],
    ['a right', ({ reporter }) => reporter.permissions[0].addJsonPatch(JsonPatch.add('/rules/-', { apiGroups: [''], resources: ['nodes'], verbs: ['list'] }))],
    ['a verb', ({ reporter }) => reporter.permissions[0].addJsonPatch(JsonPatch.add('/rules/0/verbs/-', 'get'))],
    ['a short name', ({ crds }) => crds.definitions[0].addJsonPatch(JsonPatch.add('/spec/names/shortNames', ['md']))],
    ['a column', ({ crds }) => crds.definitions[0].addJsonPatch(JsonPatch.add('/spec/versions/0/additionalPrinterColumns', [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }]))],
    ['an annotation', ({ crds }) => crds.definitions[0].metadata.addAnnotation('argocd.argoproj.io/sync-wave', '-1')],
  ])('may be given %s', (_what, change) => {
    expect(errorsOfOthers({}, change)).toEqual([]);
  });

  test('fail for what the API server refuses of them', () => {
    const found = errorsOfOthers({}, ({ reporter, crds }) => {
      reporter.permissions[0].addJsonPatch(JsonPatch.add('/rules/-', { apiGroups: [''], resources: ['nodes'] }));
      reporter.deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetworks', true));
      crds.definitions[0].addJsonPatch(JsonPatch.add('/spec/preserveUnknownFields', true));
      crds.definitions[0].metadata.add('nonsense', { a: 1 } as JsonObject);
    });
    expect(found).toEqual([
      expect.stringMatching(/the ClusterRole has .* at rules\[\d+\]\.verbs/),
      expect.stringMatching(/the Deployment has "hostNetworks" at spec\.template\.spec, allowed is a member of PodSpec; is hostNetwork meant\?/),
      expect.stringMatching(/CustomResourceDefinition has true at spec\.preserveUnknownFields/),
      expect.stringMatching(/CustomResourceDefinition has "nonsense" at metadata/),
    ]);
  });

  test('print a cluster-scoped object without the namespace of its chart, patched or not', () => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'n' });
    const { definitions: [definition] } = new MatrixInferCrds(chart, 'crds');
    const { permissions: [role] } = reporterIn(chart);
    for (const object of [definition, role]) expect((object.toJson() as JsonObject).metadata).not.toHaveProperty('namespace');
    role.addJsonPatch(JsonPatch.add('/metadata/annotations', { a: 'b' }));
    expect((role.toJson() as JsonObject).metadata).not.toHaveProperty('namespace');
  });
});
