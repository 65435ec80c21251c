import { Chart, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Findings, Framework, ModelSource, ServingEngine, SglangEngine, VllmEngine } from '../../src';
import { chartIn, ModelOverrides, plainModel } from '../fixtures';

const gpus = (count: number) => Compute.gpu(Accelerator.NVIDIA_L4, { count, cpu: Cpu.units(8), memory: Size.gibibytes(48) });
export const vllm = (props: object = {}) => new VllmEngine({ version: '0.32.0', ...props });
export const sglang = (props: object = {}) => new SglangEngine({ version: '0.5.21', ...props });
export const FOLDER = ModelSource.pvc('weights');

/** The rules about settings of a server; others are none of these tests. */
const RULES = /^(devices-mismatch|several-nodes|memory-below-offload|hub-unreachable|path-|port-taken|option-unused|env-|arg-|flag-|engine-refuses)/;

/** A chart with one model on an engine, with four GPUs and files on a claim unless told otherwise. */
export function modelOn(engine: ServingEngine, overrides: ModelOverrides): Chart {
  const chart = chartIn();
  plainModel(chart, 'model', { replicas: 2, framework: engine.frameworks[0] ?? Framework.CUSTOM, source: FOLDER, profileProps: { engine, compute: gpus(4) }, ...overrides });
  return chart;
}

/** The findings about its settings, as `rule: what`. */
export function found(engine: ServingEngine, overrides: ModelOverrides): string[] {
  return Findings.of(modelOn(engine, overrides)).filter(({ rule }) => RULES.test(rule)).map(({ rule, what }) => `${rule}: ${what}`);
}
