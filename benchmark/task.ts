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
  readonly chained?: boolean;
  /** Whether the models differ, as those of a platform do; else all are alike but for their names. */
  readonly varied?: boolean;
  /** Whether a chart with the CRDs comes first. */
  readonly crds?: boolean;
  /** Folder to write to. */
  readonly outdir: string;
  /** File with the objects, as JSON; not needed by the library. */
  readonly template?: string;
}

/** What a template has: the objects of so many models, which come again and again under other names, and the CRDs. */
export interface Template {
  /** For each model the JSON of its objects, which are named as the first models are. */
  readonly models: string[];
  readonly crds: Manifest[];
}

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
  return `model-${String(index).padStart(6, '0')}`;
}

/** Indexes of the models of each chart, by the chart's name. */
export function charts({ models, perChart }: Task): Map<string, number[]> {
  const all = Array.from({ length: models }, (_, index) => index);
  const names = Array.from({ length: Math.ceil(models / perChart) }, (_, index) => `models-${index}`);
  return new Map(names.map((name, index) => [name, all.slice(index * perChart, (index + 1) * perChart)]));
}

/** All objects of each chart, the same that the library renders, by the chart's name. A chart's are made when they are asked for. */
export function* objectsByChart(told: Task): Generator<[string, Manifest[]]> {
  const { models, crds } = JSON.parse(readFileSync(told.template!, 'utf8')) as Template;
  const objectsOf = (index: number) => {
    const like = index % models.length;
    return JSON.parse(models[like].replaceAll(modelName(like), modelName(index))) as Manifest[];
  };
  if (told.crds) yield ['crds', crds];
  for (const [name, indexes] of charts(told)) yield [name, indexes.flatMap(objectsOf)];
}

/** To be called last: tells the runner how much memory the process has used at most, in KiB. */
export function done(): void {
  process.stdout.write(String(process.resourceUsage().maxRSS));
}
