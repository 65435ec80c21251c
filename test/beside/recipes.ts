import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import * as ts from 'typescript';
import * as library from '../../src';
import { codeBlocks } from '../examples/code-blocks';

/* The recipes of docs/beside.md, as code that can be run: a snippet, what it may take for granted, and a model where it declares one. */

const ROOT = join(__dirname, '..', '..');

/** What stands for the values that a snippet declares and does not make. */
const DECLARED: { readonly [name: string]: string } = {
  weights: "const weights = ModelSource.pvc('weights', { path: 'llama-7b/', size: Size.gibibytes(13) });",
  profile: "const profile = new RuntimeProfile(chart, 'l4', { engine: new VllmEngine({ version: '0.33.0' }), compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }) });",
};

const MODEL = `${DECLARED.weights} ${DECLARED.profile} const model = new ModelConstruct(chart, 'llama-7b', { version: '1.0.0', framework: Framework.PYTORCH, source: weights, profile });`;

/** A recipe: the title of its part of the page, and its code. */
export interface Recipe {
  readonly title: string;
  readonly code: string;
}

/** All recipes of the page, in their order. */
export function recipes(): Recipe[] {
  const page = readFileSync(join(ROOT, 'docs', 'beside.md'), 'utf8');
  return page.split(/^##+ /m).slice(1).flatMap(part => {
    const [title] = part.split('\n', 1);
    return codeBlocks(part).filter(({ language }) => language === 'ts').map(({ text }) => ({ title: title!, code: text }));
  });
}

/** What a recipe makes: the app, its objects, and those of them that are not of the library. */
export interface Made {
  readonly app: App;
  readonly objects: readonly { kind: string; apiVersion: string; metadata: { name: string; namespace?: string } }[];
  readonly beside: readonly string[];
}

/** Runs a recipe. */
export function made({ code }: Recipe): Made {
  const fixture = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
  const whole = code.replace(/^declare const (\w+): \w+;.*$/gm, (_line, name: string) => DECLARED[name] ?? MODEL);
  const { outputText } = ts.transpileModule(`${fixture.replace('/// here', () => whole)}\nexports.app = app;`, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const found: { app?: App } = {};
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- what a snippet imports is known when it runs
  new Function('require', 'exports', outputText)((name: string) => (name === 'cdk8s-matrixinfer' ? library : require(name) as unknown), found);
  const app = found.app!;
  const charts = app.node.findAll().filter(one => Chart.isChart(one)) as Chart[];
  const ours = app.node.findAll().filter((one): one is ApiObject => one instanceof ApiObject && one.node.scope === charts[0]);
  return { app, objects: silently(() => charts.flatMap(chart => chart.toJson() as Made['objects'])), beside: ours.map(({ kind }) => kind) };
}

/** Warnings about what a recipe leaves out are not news here. */
function silently<T>(produce: () => T): T {
  const write = process.stderr.write;
  process.stderr.write = () => true;
  try {
    return produce();
  } finally {
    process.stderr.write = write;
  }
}
