import { ApiObject, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Compute, ContainerEngine, MatrixInferCrds, ModelCache, ModelLabels, ModelStatusReporter, PodVolume, Rollout, ServerProbe, ServiceAccountRef } from '../../../src';
import { ModelOverrides, plainModel, PlainSource, smallCompute } from '../../fixtures';
import { CONTAINER, many, model, on, other, RuleExamples, two } from '../rule-examples';

const POD = '/spec/template/spec';
const SERVER = `${POD}/containers/0`;
const { add, remove, replace } = JsonPatch;
/** Patches the object of a kind among those that something made. */
const patched = (kind: string, make: (chart: Chart) => unknown, ...patches: JsonPatch[]) => (chart: Chart) => {
  make(chart);
  chart.node.findAll().filter(ApiObject.isApiObject).find(one => one.kind === kind)!.addJsonPatch(...patches);
};
const deployed = (patch: JsonPatch, overrides: ModelOverrides = {}) => patched('Deployment', model(overrides), patch);
const boxed = (props: object = {}) => model({ profileProps: { engine: new ContainerEngine({ ...CONTAINER, ...props }), compute: smallCompute() } });
const claimed = (gibibytes: number) => model({ cache: ModelCache.claim({ ...many, size: Size.gibibytes(gibibytes) }) });
const reporter = (props: object = {}) => (chart: Chart) => new ModelStatusReporter(chart, 'reporter', { namespace: 'status', ...props });
const memory = (gibibytes: number) => ({ compute: Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(gibibytes) }) });
const CONFINED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const filesAt = (path: string) => ({ volumes: [PodVolume.configMap('files', 'files')], mounts: [{ volume: 'files', path }] });
const sidecar = (image: string) => ({ pod: { sidecars: [{ name: 'log', image }] } });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.replace('/spec/containers/0/ports/0/containerPort', 1234)] } }),
  holds: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.add('/spec/hostNetwork', true)] } }),
  says: /containers\[server\]\.ports\[http\]\.containerPort of the Deployment from 8080 to 1234/,
  fixes: [
    {
      fix: /remove the patch, and give name to the construct that makes it/,
      broken: deployed(replace('/metadata/name', 'llama')),
      mended: [model({ name: 'llama' })],
    },
    {
      fix: /remove the patch, and put the construct that makes it into a chart of that namespace/,
      broken: deployed(replace('/metadata/namespace', 'other')),
      mended: [chart => plainModel(other(chart), 'model')],
    },
    {
      fix: /remove the patch, and make an object of your own of that kind/,
      broken: deployed(replace('/kind', 'StatefulSet')),
      mended: [two(model(), chart => new ApiObject(chart, 'own', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'own' } }))],
    },
    {
      fix: /remove the patch; a model of another name has another selector/,
      broken: deployed(replace('/spec/selector/matchLabels', { app: 'x' })),
      mended: [model(), model({ name: 'llama' })],
    },
    {
      fix: /remove the patch, and set it where the image comes from: version or image of the engine, imageRegistry, the sidecar or the source/,
      broken: deployed(replace(`${SERVER}/image`, 'example.com/plain:2.0.0')),
      mended: [on({ image: 'example.com/plain:2.0.0' })],
    },
    {
      fix: /set it where the image comes from: version or image of the engine, imageRegistry, the sidecar or the source/,
      broken: deployed(replace(`${POD}/initContainers/1/image`, 'example.com/log:2.0.0'), sidecar('example.com/log:1.0.0')),
      mended: [model(sidecar('example.com/log:2.0.0'))],
    },
    {
      fix: /set it where the image comes from: version or image of the engine, imageRegistry, the sidecar or the source/,
      broken: deployed(replace(`${POD}/initContainers/0/image`, 'example.com/fetch:2.0.0')),
      mended: [model({ source: new PlainSource({ initContainer: { image: 'example.com/fetch:2.0.0' } }) })],
    },
    {
      fix: /remove the patch, and set it in the engine, the sidecar or the source: ContainerEngine takes a command/,
      broken: deployed(replace(`${SERVER}/command/0`, 'launch')),
      mended: [on({ container: { command: ['launch'] } }), boxed({ command: ['launch'] })],
    },
    {
      fix: /remove the patch, and set it in args, or where the argument comes from: the engine, compute or the source/,
      broken: deployed(replace(`${SERVER}/args/3`, '2'), { args: ['--level', '1'] }),
      mended: [model({ args: ['--level', '2'] })],
    },
    {
      fix: /remove the patch, and set it in args, or where the argument comes from: the engine, compute or the source/,
      broken: deployed(replace(`${SERVER}/args/1`, '9000')),
      mended: [on({ ports: { http: 9000 } })],
    },
    {
      fix: /remove the patch, and set it in env or secretEnv, or where the variable comes from: the engine or the source/,
      broken: patched('Deployment', on({ container: { command: ['serve'] } }, { env: { A: '1' } }), replace(`${SERVER}/env/0/value`, '2')),
      mended: [on({ container: { command: ['serve'] } }, { env: { A: '2' } })],
    },
    {
      fix: /remove the patch, and set it in env or secretEnv, or where the variable comes from: the engine or the source/,
      broken: patched('Deployment', boxed(), replace(`${SERVER}/env/0/value`, '/tmp/own')),
      mended: [boxed({ env: { HOME: '/tmp/own' } })],
    },
    {
      fix: /remove the patch, and give the port to the engine; a port of another name may be added/,
      broken: deployed(replace(`${SERVER}/ports/0/containerPort`, 9000)),
      mended: [on({ ports: { http: 9000 } }), deployed(add(`${SERVER}/ports/-`, { name: 'debug', containerPort: 9000 }))],
    },
    {
      fix: /remove the patch, and set it in the engine: its readiness, or the probes of a subclass/,
      broken: patched('Deployment', boxed(), replace(`${SERVER}/readinessProbe`, { httpGet: { path: '/health', port: 8000 } })),
      mended: [boxed({ readiness: ServerProbe.http('/health') })],
    },
    {
      fix: /remove the patch, and set it in timing\.startup, or in the engine/,
      broken: deployed(replace(`${SERVER}/startupProbe/failureThreshold`, 720)),
      mended: [model({ timing: { startup: Duration.hours(1) } })],
    },
    {
      fix: /remove the patch, and set it in timing: preStopDelay, drain, terminationGracePeriod/,
      broken: model({ pod: { patches: [replace('/spec/terminationGracePeriodSeconds', 90)] } }),
      mended: [model({ timing: { terminationGracePeriod: Duration.seconds(90) } })],
    },
    {
      fix: /remove the patch, and set it in timing: preStopDelay, drain, terminationGracePeriod/,
      broken: deployed(remove(`${SERVER}/lifecycle`)),
      mended: [model({ timing: { preStopDelay: Duration.seconds(0) } })],
    },
    {
      fix: /remove the patch, and set it in compute; a resource of another name may be added/,
      broken: deployed(replace(`${SERVER}/resources/limits/memory`, '64Gi')),
      mended: [model(memory(64)), deployed(add(`${SERVER}/resources/limits/ephemeral-storage`, '500Gi'))],
    },
    {
      fix: /remove the patch, and set it in cache, scratch, sharedMemory, pod\.volumes or the source; a volume of another name may be added/,
      broken: deployed(replace(`${POD}/volumes/0`, { name: 'model', persistentVolumeClaim: { claimName: 'weights' } })),
      mended: [
        model({ cache: ModelCache.existingClaim('weights', many) }), deployed(add(`${POD}/volumes/-`, { name: 'extra', configMap: { name: 'extra' } })),
      ],
    },
    {
      fix: /remove the patch, and set it in pod\.mounts, the engine or the source; a mount at another path may be added/,
      broken: deployed(replace(`${SERVER}/volumeMounts/2/mountPath`, '/files'), { pod: filesAt('/extra') }),
      mended: [
        model({ pod: filesAt('/files') }),
        deployed(add(`${SERVER}/volumeMounts/-`, { name: 'files', mountPath: '/files' }), { pod: filesAt('/extra') }),
      ],
    },
    {
      fix: /remove the patch, and set it in the engine, the source or pod\.sidecars; a container of another name may be added/,
      broken: deployed(remove(`${POD}/initContainers/1`), sidecar('example.com/log:1.0.0')),
      mended: [model(), deployed(add(`${POD}/initContainers/-`, { name: 'first', image: 'example.com/first:1.0.0', securityContext: CONFINED }))],
    },
    {
      fix: /remove the patch; labels of your own domain are said in pod\.labels/,
      broken: deployed(replace('/spec/template/metadata/labels/team', 'b'), { pod: { labels: { team: 'a' } } }),
      mended: [model({ pod: { labels: { team: 'b' } } }), deployed(add('/spec/template/metadata/labels/example.com~1team', 'b'))],
    },
    {
      fix: /remove the patch, and set it in version or source of the model/,
      broken: deployed(replace(`/spec/template/metadata/annotations/${ModelLabels.VERSION.replace('/', '~1')}`, '2.0.0')),
      mended: [model({ version: '2.0.0' })],
    },
    {
      fix: /remove the patch, and set it in scheduling, cluster or compute; others may be added/,
      broken: deployed(replace(`${POD}/nodeSelector/pool`, 'b'), { scheduling: { nodeSelector: { pool: 'a' } } }),
      mended: [model({ scheduling: { nodeSelector: { pool: 'b' } } })],
    },
    {
      fix: /remove the patch, and set it in pod\.serviceAccount/,
      broken: deployed(replace(`${POD}/serviceAccountName`, 'writer'), { pod: { serviceAccount: ServiceAccountRef.of('reader') } }),
      mended: [model({ pod: { serviceAccount: ServiceAccountRef.of('writer') } })],
    },
    {
      fix: /remove the patch, and set it in replicas; removing it is fine where an autoscaler owns it/,
      broken: deployed(replace('/spec/replicas', 3), { replicas: 2 }),
      mended: [model({ replicas: 3 }), deployed(remove('/spec/replicas'), { replicas: 2 })],
    },
    {
      fix: /remove the patch, and set it in rollout/,
      broken: deployed(replace('/spec/strategy', { type: 'Recreate' })),
      mended: [model({ rollout: Rollout.recreate() })],
    },
    {
      fix: /give more than the start-up budget .*, or set it in timing\.progressDeadline/,
      broken: deployed(replace('/spec/progressDeadlineSeconds', 60)),
      mended: [deployed(replace('/spec/progressDeadlineSeconds', 7200)), model({ timing: { progressDeadline: Duration.hours(2) } })],
    },
    {
      fix: /remove the patch; rules may be narrowed, and others added/,
      broken: patched('NetworkPolicy', model({ network: {} }), replace('/spec/egress', [])),
      mended: [
        model({ network: {} }),
        patched('NetworkPolicy', model({ network: {} }), add('/spec/egress/0/to', [{ namespaceSelector: {} }])),
        patched('NetworkPolicy', model({ network: {} }), add('/spec/egress/-', { ports: [{ port: 5432, protocol: 'TCP' }] })),
      ],
    },
    {
      fix: /remove the patch, and set it in cache/,
      broken: patched('PersistentVolumeClaim', claimed(100), replace('/spec/resources/requests/storage', '200Gi')),
      mended: [claimed(200)],
    },
    {
      fix: /remove the patch, and give the port to the engine; a port of another name may be added/,
      broken: patched('Service', model(), replace('/spec/ports/0/port', 9000)),
      mended: [on({ ports: { http: 9000 } }), patched('Service', model(), add('/spec/ports/-', { name: 'web', port: 80, targetPort: 'http' }))],
    },
    {
      fix: /remove the patch, and set it in the model: modelId, version, framework, source, engine or compute/,
      broken: patched('Model', model(), replace('/spec/modelSpec/version', '2.0.0')),
      mended: [model({ version: '2.0.0' })],
    },
    {
      fix: /remove the patch; rights may be added/,
      broken: patched('ClusterRole', reporter(), replace('/rules', [])),
      mended: [reporter(), patched('ClusterRole', reporter(), add('/rules/-', { apiGroups: [''], resources: ['events'], verbs: ['create'] }))],
    },
    {
      fix: /remove the patch, and use image and scriptPath for a script of your own/,
      broken: patched('ConfigMap', reporter(), replace('/data', {})),
      mended: [reporter({ image: 'example.com/own:1.0.0', scriptPath: '/own.js' })],
    },
    {
      fix: /remove the patch, and set it in memory/,
      broken: patched('Deployment', reporter(), replace(`${SERVER}/resources/limits/memory`, '1Gi')),
      mended: [reporter({ memory: Size.gibibytes(1) })],
    },
    {
      fix: /remove the patch, and install a definition of your own in place of MatrixInferCrds/,
      broken: patched('CustomResourceDefinition', chart => new MatrixInferCrds(chart, 'crds'), replace('/spec/scope', 'Cluster')),
      mended: [chart => new ApiObject(chart, 'own', {
        apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'models.registry.matrixinfer.ai' },
      })],
    },
  ],
};
