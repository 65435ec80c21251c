import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { Findings } from '../../src';

/** How somebody else wrote it down: a manifest that can be applied, or the input of another program that makes one. */
export type Form = 'Deployment' | 'StatefulSet' | 'Pod' | 'Helm values' | 'custom resource';

/** A published way to serve a model, declared with this library. */
export interface Shape {
  /** Repository and path: `GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/…/vllm-2b-it.yaml`. */
  readonly published: string;
  readonly form: Form;
  /** What is special about it, in a few words. */
  readonly has: string;
  /** The first Kubernetes that serves it, where that is not the oldest one that is supported. */
  readonly since?: string;
  /** The typed code. */
  readonly declare: (chart: Chart) => void;
  /** Every field of the published objects that means something, as YAML documents; names, selectors and labels for people aside. */
  readonly fields: string;
  /** What no property says and `args` or `env` had to. */
  readonly byArguments?: readonly string[];
  /** What is rendered in another way, and why: `field: reason`. Such a field is not in `fields`. */
  readonly otherwise?: readonly string[];
  /** What is not rendered, and why: `field: reason`. */
  readonly refused?: readonly string[];
}

const FOLDER = join(__dirname, 'shapes');

/** All shapes, by the name of their file. */
export function shapes(): ReadonlyMap<string, Shape> {
  const names = readdirSync(FOLDER).filter(file => file.endsWith('.ts')).map(file => file.slice(0, -3)).sort();
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return new Map(names.map(name => [name, (require(join(FOLDER, name)) as { shape: Shape }).shape]));
}

/** What the typed code of a shape renders, and the rules that have something to say of it. */
export interface Rendered {
  readonly objects: readonly object[];
  readonly rules: readonly string[];
}

/** Renders a shape. Findings are returned, and not printed. */
export function rendered(name: string, { declare }: Shape): Rendered {
  const app = new App();
  const chart = new Chart(app, name, { namespace: 'default' });
  declare(chart);
  const rules = [...new Set(Findings.of(app).map(({ rule }) => rule))].sort();
  const write = process.stderr.write;
  process.stderr.write = () => true;
  try {
    return { objects: Testing.synth(chart) as object[], rules };
  } finally {
    process.stderr.write = write;
  }
}
