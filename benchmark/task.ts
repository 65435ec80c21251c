/*
 * What the runner tells a contender, and the objects that every baseline writes. It loads nothing: a contender pays for
 * what it imports itself.
 */
import { readFileSync } from 'fs';

/** What a contender has to do. */
export interface Task {
  /** Models in all. */
  readonly models: number;
  /** Models in one chart. */
  readonly perChart: number;
  /** Whether every model depends on the one before it. Only the library knows this one. */
  readonly chained: boolean;
  /** Folder to write to. */
  readonly outdir: string;
  /** File with the objects of one model, as JSON; not needed by the library. */
  readonly template?: string;
}

/** Name of the model in the template. */
export const TEMPLATE_NAME = 'model-00000';

/** Namespace of all models. */
export const NAMESPACE = 'ml-models';

/** One object as it is written. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What this process was told. */
export function task(): Task {
  return JSON.parse(process.argv[2]);
}

/** Name of a model. All have the same length, so that all have the same size. */
export function modelName(index: number): string {
  return `model-${String(index).padStart(5, '0')}`;
}

/** Indexes of the models of each chart, by the chart's name. */
export function charts({ models, perChart }: Task): Map<string, number[]> {
  const all = Array.from({ length: models }, (_, index) => index);
  const names = Array.from({ length: Math.ceil(models / perChart) }, (_, index) => `models-${index}`);
  return new Map(names.map((name, index) => [name, all.slice(index * perChart, (index + 1) * perChart)]));
}

/** Makes the objects of one model, the same that the library renders. */
export function objectsOf({ template }: Task): (index: number) => Manifest[] {
  const text = readFileSync(template!, 'utf8');
  return index => JSON.parse(text.replaceAll(TEMPLATE_NAME, modelName(index)));
}

/** To be called last: tells the runner how much memory the process has used at most, in KiB. */
export function done(): void {
  process.stdout.write(String(process.resourceUsage().maxRSS));
}
