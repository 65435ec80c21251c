import { App, Chart, Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Framework, ModelSource, PodVolume, ServerProbe, VllmEngine } from '../../src';
import { gpuCompute, ModelOverrides, PLAIN_FLAGS, PlainEngine, PlainEngineProps, plainModel, PlainSource, smallCompute } from '../fixtures';

/* What the cases of `fixes.test.ts` are made of. */

/** What is broken, and what is done about it. */
export interface Mending {
  /** What the fix says. */
  readonly fix: RegExp;
  readonly broken: (chart: Chart) => unknown;
  /** Each thing that the fix says to do. */
  readonly mended: readonly ((chart: Chart) => unknown)[];
}

/** Cases by rule. */
export interface Mendings {
  readonly [rule: string]: readonly Mending[];
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

export const two = (first: (chart: Chart) => unknown, second: (chart: Chart) => unknown) => (chart: Chart) => [first(chart), second(chart)];

/** Props of an engine for any image. */
export const CONTAINER = { image: 'example.com/a:1.0.0', port: 8000, readiness: ServerProbe.tcp() };

/** Settings of a Pod with the user's own files at /extra. */
export const mounting = { volumes: [PodVolume.configMap('extra', 'files')], mounts: [{ volume: 'extra', path: '/extra' }] };
