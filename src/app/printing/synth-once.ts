import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import { documentText, selfPrinting } from './self-printing';
import { topology } from './topology';
import { asksChartsLast, asksForText, sayingItself, SWITCH, timesMisplaced } from './undocumented';
import { printable } from '../../ground/yaml-texts';
import { rootOf } from '../root';

/*
 * An App that synthesizes validates and resolves everything once, and then asks every chart for its objects; each chart validates and resolves the whole app
 * again, which makes many charts quadratic. Here an App says that it is at it, and its charts then only look at themselves, and print their objects
 * one after the other. Whoever asks a chart by itself, as Testing.synth does, or has a toJson, a charts or a synth of his own, gets the objects of
 * cdk8s.
 */

/** An object that may know the text of what its `toJson` answers. */
interface SaysItself extends ApiObject {
  tryText?(): string | undefined;
}

/** How many objects are printed before their texts are joined. */
const TOGETHER = 100;

/** The state of an App: the step of its synth. */
class Synthesis {
  /** Whether a synth of cdk8s is under way. */
  public isRunning = false;
  /** Whether one of our texts is being made: then it is not the App that asks. */
  public isPrinting = false;
  /** The charts that it has still to ask, with the number of their constructs when all were validated. */
  public toAsk?: Map<Chart, number>;
  /** Texts that were handed out and are not printed yet. */
  public readonly waiting = new Set<object>();
  /** The charts that look at themselves. */
  public readonly charts = new WeakSet<Chart>();

  /**
   * Runs a synth; once more as cdk8s does it when a text was not asked for, or in the middle of another: then somebody else has got it, or the
   * package that prints is no `yaml` that is known.
   */
  public run<T>(synth: () => T): T {
    const misplaced = timesMisplaced();
    this.isRunning = true;
    try {
      const done = synth();
      if (this.waiting.size === 0 && timesMisplaced() === misplaced) return done;
    } finally {
      this.isRunning = this.isPrinting = false;
      this.toAsk = undefined;
      this.waiting.clear();
    }
    return synth();
  }

  /** The objects of a chart when it is the App that asks for them, for the first time, and nothing was added since all was validated. */
  public tryObjectsOf(chart: Chart): ApiObject[] | undefined {
    if (!this.isRunning || this.isPrinting || !isStock()) return undefined;
    const size = this.toAsk?.get(chart);
    this.toAsk?.delete(chart);
    const all = size === undefined ? undefined : topology(chart.node);
    return all?.length === size ? all?.filter(one => isObjectOf(one, chart)) : undefined;
  }

  /** One document for all objects of a chart: cdk8s cannot print more than some hundred thousand, because it hands over each as an argument. */
  public printed(objects: ApiObject[]): object {
    this.isPrinting = true;
    // Texts are trees of their pieces until they are joined: of a whole chart, these would take more memory than all else.
    const joined: string[] = [];
    for (let first = 0; first < objects.length; first += TOGETHER) {
      joined.push(objects.slice(first, first + TOGETHER).map(object => (object as SaysItself).tryText?.() ?? documentText(object.toJson())).join('---\n'));
    }
    const text = joined.join('---\n').slice(0, -1);
    this.isPrinting = false;
    const all = sayingItself({}, () => {
      this.waiting.delete(all);
      return text;
    });
    this.waiting.add(all);
    return all;
  }
}

const syntheses = new WeakMap<IConstruct, Synthesis>();

/** Makes the chart of an object cheap to synthesize, where it and its App are cdk8s' own. */
export function synthOnce({ chart }: ApiObject): void {
  const app = rootOf(chart);
  const synthesis = syntheses.get(app) ?? watch(app);
  if (!synthesis || synthesis.charts.has(chart)) return;
  synthesis.charts.add(chart);
  if (chart.toJson === STOCK.toJson) {
    own(chart, 'toJson', { value: () => documentsOf(app as App, chart, synthesis) ?? STOCK.toJson.call(chart), writable: true });
  }
}

/** A manifest as it has to be for the one who asks for it. */
export function printableFor<Manifest extends object>(by: ApiObject, manifest: Manifest): Manifest {
  return syntheses.get(rootOf(by))?.isRunning ? selfPrinting(manifest) : printable(manifest);
}

/** The replacements of these are used only as long as nobody else has replaced them. */
const STOCK = {
  toJson: Chart.prototype.toJson,
  synth: App.prototype.synth,
  synthYaml: App.prototype.synthYaml,
  charts: Object.getOwnPropertyDescriptor(App.prototype, 'charts')!.get as (this: App) => Chart[],
};

function isStock(): boolean {
  const objectsOf = (chart: Chart) => topology(chart.node).filter(one => isObjectOf(one, chart));
  return Chart.prototype.toJson === STOCK.toJson && asksForText() && asksChartsLast(objectsOf);
}

/** Watches an App, so that it is known when it synthesizes. */
function watch(app: IConstruct): Synthesis | undefined {
  if (process.env[SWITCH]
    || !(app instanceof App)
    || app.synth !== STOCK.synth
    || app.synthYaml !== STOCK.synthYaml
    || getterOf(app, 'charts') !== STOCK.charts) return undefined;
  const synthesis = new Synthesis();
  syntheses.set(app, synthesis);
  own(app, 'synth', { value: () => { synthesis.run(() => { STOCK.synth.call(app); }); }, writable: true });
  own(app, 'synthYaml', { value: () => synthesis.run(() => STOCK.synthYaml.call(app)), writable: true });
  own(app, 'charts', { get: () => (synthesis.isRunning && isStock() ? chartsOf(app, synthesis) : STOCK.charts.call(app)) });
  return synthesis;
}

function chartsOf(app: App, synthesis: Synthesis): Chart[] {
  const charts = topology(app.node).filter((one): one is Chart => Chart.isChart(one));
  synthesis.toAsk ??= new Map(charts.filter(chart => synthesis.charts.has(chart)).map(chart => [chart, chart.node.findAll().length]));
  return charts;
}

/** The objects that a chart gives its App to print; `undefined` when it is somebody else who asks. */
function documentsOf(app: App, chart: Chart, synthesis: Synthesis): unknown[] | undefined {
  const objects = synthesis.tryObjectsOf(chart);
  if (!objects || objects.length === 0) return objects;
  // For files of one object each, cdk8s looks at what it prints.
  return app.yamlOutputType === YamlOutputType.FILE_PER_RESOURCE ? objects.map(object => object.toJson()) : [synthesis.printed(objects)];
}

/** Objects of a chart in a chart are that one's. */
function isObjectOf(construct: IConstruct, chart: Chart): construct is ApiObject {
  return ApiObject.isApiObject(construct) && Chart.of(construct) === chart;
}

function getterOf(object: object | null, name: string): unknown {
  return object && (Object.getOwnPropertyDescriptor(object, name)?.get ?? getterOf(Object.getPrototypeOf(object) as object | null, name));
}

function own(object: object, name: string, property: PropertyDescriptor): void {
  Object.defineProperty(object, name, { ...property, configurable: true });
}
