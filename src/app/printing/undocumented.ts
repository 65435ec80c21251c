import { tmpdir } from 'os';
import { ApiObject, App, Chart, Yaml, YamlOutputType } from 'cdk8s';

/*
 * All that printing leans on and that nobody promises: how the package `yaml` marks a node that says its own text, and in which order an App of cdk8s
 * goes about a synth. Each is tried before it is used; where it does not come back exactly, cdk8s prints everything by itself, as it always did.
 */

/** An environment variable: when it says anything, cdk8s prints everything by itself. */
export const SWITCH = 'MATRIXINFER_STOCK_SYNTH';

const NODE_TYPE = Symbol.for('yaml.node.type');
const ALIAS = Symbol.for('yaml.alias');

/** The members that `yaml` reads of a node that says its own text, beside that text: data with such a member cannot be one. */
export const READ_OF_NODES: readonly string[] = ['anchor', 'comment', 'commentBefore', 'spaceBefore', 'tag', 'toString'];

/** How a node is asked for its text: with the indent of its lines, which a document of its own has not, and whether it stands in `{ }` or `[ ]`. */
interface Asking {
  readonly indent?: string;
  readonly inFlow?: boolean | null;
}

/** How often something that says itself was found inside of another document, where it would have to be written in another way. */
let misplaced = 0;

/** How often that has happened. */
export function timesMisplaced(): number {
  return misplaced;
}

/**
 * Lets an object say its own text as a document to every `yaml` of version 2: an alias is the one kind of node that is asked for its text, and for
 * nothing else. To everybody else it is what it was. Inside of another document it is written as JSON, which is YAML wherever it stands.
 */
export function sayingItself<T extends object>(data: T, say: () => string): T {
  const toString = ({ indent, inFlow }: Asking = {}) => {
    if (!indent && !inFlow) return say();
    misplaced++;
    return JSON.stringify(data);
  };
  return Object.defineProperties(data, { [NODE_TYPE]: { value: ALIAS }, toString: { value: toString } });
}

let asksNodes: boolean | undefined;

/** Whether the `yaml` that this cdk8s prints with asks a node for its text. */
export function asksForText(): boolean {
  asksNodes ??= succeeds(() => Yaml.stringify(sayingItself({ a: 1 }, () => 'b: 2'), { c: 3 }) === 'b: 2\n---\nc: 3\n');
  return asksNodes;
}

let isOrdered: boolean | undefined;

/**
 * Whether an App validates and resolves before it asks for its charts, and a chart that is asked by itself does both again and then gives its objects
 * in the order of their dependencies. Tried on a small app of its own, which has no charts to write.
 *
 * @param objectsOf what is to be used in place of that chart's answer.
 */
export function asksChartsLast(objectsOf: (chart: Chart) => ApiObject[]): boolean {
  isOrdered ??= succeeds(() => {
    const app = new App({ outdir: tmpdir(), yamlOutputType: YamlOutputType.FILE_PER_APP, recordConstructMetadata: false });
    const chart = new Chart(app, 'chart');
    const [first, second, third] = ['first', 'second', 'third'].map(id => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Probe' }));
    new Chart(app, 'other').node.addDependency(second);
    first.node.addDependency(third);
    const steps: string[] = [];
    chart.node.addValidation({ validate: () => { steps.push('validated'); return []; } });
    Object.defineProperty(app, 'charts', {
      get: () => {
        steps.push(app.node.findChild('other').node.dependencies.includes(chart) ? 'resolved' : 'not resolved');
        return [];
      },
    });
    App.prototype.synth.call(app);
    const given = (chart.toJson() as unknown[]).map(json => JSON.stringify(json)).join();
    return steps.join() === 'validated,resolved,validated' && given === objectsOf(chart).map(object => JSON.stringify(object.toJson())).join();
  });
  return isOrdered;
}

function succeeds(probe: () => boolean): boolean {
  try {
    return probe();
  } catch {
    return false;
  }
}
