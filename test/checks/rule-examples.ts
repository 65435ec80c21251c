import { ApiObject, App, Chart, Size } from 'cdk8s';
import { Ingress, IngressBackend, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Findings, Framework, ModelConstruct, ModelSource, PodVolume, ServerProbe, VllmEngine } from '../../src';
import { RuleId } from '../../src/checks/rules';
import { COMMIT, gpuCompute, ModelOverrides, PLAIN_FLAGS, PlainEngine, PlainEngineProps, plainModel, PlainSource, smallCompute } from '../fixtures';

/* What the examples in `rules/` are made of. */

/** What is broken, and what is done about it. */
export interface Mending {
  /** What the fix says. */
  readonly fix: RegExp;
  readonly broken: (chart: Chart) => unknown;
  /** Each thing that the fix says to do. */
  readonly mended: readonly ((chart: Chart) => unknown)[];
}

/** More examples of a rule: other ways to it, and values at its edges. What those that fire say is kept word for word. */
export interface MoreExamples {
  readonly fires?: readonly ((chart: Chart) => unknown)[];
  readonly holds?: readonly ((chart: Chart) => unknown)[];
  readonly spared?: readonly ((chart: Chart) => unknown)[];
}

/** Examples of one rule: they stand in `rules/`, in a file that is named by its id. */
export interface RuleExamples {
  /** What the rule is about. */
  readonly fires: (chart: Chart) => unknown;
  /** What is nearly the same, and fine: the rule looks at it, and finds nothing wrong. */
  readonly holds: (chart: Chart) => unknown;
  /** What has nothing that the rule is about, for a rule that knows such a case; where a plain model has something, or is not asked about. */
  readonly spared?: (chart: Chart) => unknown;
  readonly more?: MoreExamples;
  /** What the finding of the first has to name. */
  readonly says: RegExp;
  /** Every fix that the rule gives, and what it says to do, done. */
  readonly fixes: readonly Mending[];
}

/** A model that nothing is to be said of, but for what the case overrides. */
export const model = (overrides: ModelOverrides = {}) => (chart: Chart) => plainModel(chart, 'model', overrides);

/** The same on an engine that answers what the case says. */
export const on = (props: PlainEngineProps, more: ModelOverrides = {}) => model({
  profileProps: { engine: new PlainEngine(props), compute: smallCompute() }, ...more,
});

/** The same on vLLM. */
export const vllm = (overrides: ModelOverrides = {}, props: object = {}) => model({
  source: ModelSource.pvc('weights'),
  framework: Framework.HUGGINGFACE,
  replicas: 2,
  profileProps: { engine: new VllmEngine({ version: '0.32.0', ...props }), compute: gpuCompute() },
  ...overrides,
});

/** An engine whose flags are known. */
export const flags = (version: string, image = `acme/plain:${version}`): PlainEngineProps => (
  { version, image, flagsFile: PLAIN_FLAGS, officialImages: ['acme/plain'] }
);

/** Weights of a size. */
export const sized = (gibibytes: number) => new PlainSource({ size: Size.gibibytes(gibibytes) });

/** A chart of another namespace in the same app. */
export const other = (chart: Chart, namespace = 'other') => new Chart(App.of(chart), namespace, { namespace });

/** What several nodes can mount. */
export const many = { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY };

/** Both, in one chart. */
export const two = (first: (chart: Chart) => unknown, second: (chart: Chart) => unknown) => (chart: Chart) => [first(chart), second(chart)];

/** Props of an engine for any image. */
export const CONTAINER = { image: 'example.com/a:1.0.0', port: 8000, readiness: ServerProbe.tcp() };

/** Settings of a Pod with the user's own files at /extra. */
export const mounting = { volumes: [PodVolume.configMap('extra', 'files')], mounts: [{ volume: 'extra', path: '/extra' }] };

/** A chart of another namespace in the same app, for what has GPUs. */
export const gpuApp = (chart: Chart) => new Chart(App.of(chart), 'gpus', { namespace: 'gpus' });

/** An engine whose flags are known, and whose image is a mirror of the official one. */
export const plainFlags = (version: string, image = 'mirror.example.com/acme/plain:2.0.0') => new PlainEngine({ version, image, flagsFile: PLAIN_FLAGS, officialImages: ['docker.example.com/acme/plain'] });

/** A model on vLLM without accelerators, but for what the case overrides. */
export const vllmModel = (chart: Chart, overrides: ModelOverrides) => plainModel(chart, 'model', {
  source: ModelSource.pvc('weights'), framework: Framework.HUGGINGFACE, replicas: 2, profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() }, ...overrides,
});

/** A construct on which a rule is acknowledged. */
export const acknowledged = (rule: RuleId, make: (chart: Chart) => Construct) => (chart: Chart) => Findings.acknowledge(make(chart), rule, 'it is fine here');

/** A repository of the hub, pinned unless the case says otherwise. */
export const hub = (repository: string, options: object = { revision: COMMIT }) => ModelSource.huggingFace(repository, options);

/** Something that scales the Deployment of a model. */
export const scaling = (apiVersion: string, kind: string, spec: object) => (chart: Chart) => new ApiObject(chart, 'scaling', {
  apiVersion, kind, metadata: { name: 'model' }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' }, ...spec },
});

const WAITING = { type: 'prometheus', metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(vllm:num_requests_waiting)' } };

/** The same, of KEDA. */
export const keda = (spec: object = {}) => scaling('keda.sh/v1alpha1', 'ScaledObject', { maxReplicaCount: 4, triggers: [WAITING], ...spec });

/** An Ingress that leads to a model. */
export const routed = (make: (chart: Chart) => ModelConstruct, where = (chart: Chart) => chart) => (chart: Chart) => (
  new Ingress(where(chart), 'ingress', { rules: [{ backend: IngressBackend.fromService(make(chart).service) }] })
);

/** Props of an engine whose flags are known, in its newest version. */
export const PLAIN = flags('2.0.0');

/** A model with arguments, on an engine whose flags are known. */
export const args = (words: string[], engine: PlainEngineProps = PLAIN) => on(engine, words.length === 0 ? {} : { args: words });

/** Bytes. */
export const KIB = 1024;

/** Variables that are long. */
export const long = (count: number, bytes: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}`, 'a'.repeat(bytes)]));

/** The same with their values in files, and the paths of those. */
export const files = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}`, `/extra/a${index}`]));
