import { Size } from 'cdk8s';
import { loadFit } from './fit/load';
import type { MemoryPlan } from './fit/memory-plan';
import { ModelRuntimeProps } from './profiles/model-runtime-props';

/**
 * The memory that a model with an `architecture` takes on each device, by the arguments that its server gets. Numbers are on the safe side.
 * https://github.com/cdk8s-matrixinfer/cdk8s-matrixinfer/blob/main/docs/fit.md
 */
export class ModelFootprint {
  /**
   * @param path of the model, for messages.
   * @param plan undefined where none can be made.
   * @param title what the plan is of.
   * @internal
   */
  public static _of(path: string, plan: MemoryPlan | undefined, title: FootprintTitle): ModelFootprint {
    if (plan) return new ModelFootprint(plan, title);
    const why = title.architecture === undefined
      ? 'its architecture is not given; give architecture'
      : 'its memory is not known with this engine, these devices or these arguments';
    throw new Error(`the model ${path} has no footprint: ${why}`);
  }

  private constructor(private readonly plan: MemoryPlan, private readonly title: FootprintTitle) {}

  /** Whether it fits: `fits`, `probably-not`, `impossible` or `unknown`. */
  public get verdict(): string {
    return this.plan.verdict;
  }

  /** The verdict in a sentence. */
  public get reason(): string {
    return this.plan.reason;
  }

  /** The longest context in tokens, with as many sequences at once as `footprint.concurrency` asks for; `undefined` for a model without a cache. */
  public get maxContext(): number | undefined {
    return this.plan.maxContext;
  }

  /** The most sequences at once, each with the context that is asked for; `undefined` for a model without a cache. */
  public get maxConcurrency(): number | undefined {
    return this.plan.maxConcurrency;
  }

  /** The memory that is left for the cache on each device. */
  public get cacheSize(): Size {
    return Size.kibibytes(Math.floor(this.plan.cacheBytes / 1024));
  }

  /** An estimate of the host memory that the server takes besides the files that it loads. */
  public get hostMemory(): Size {
    return Size.kibibytes(Math.ceil(this.plan.hostBytes / 1024));
  }

  /** The plan as a table in plain text: for each line the memory that is taken, how far off the number may be, and where it is from. */
  public explain(): string {
    const { architecture, device, count, engine } = this.title;
    return loadFit().explain(this.plan, { model: architecture!.name, device, count, engine });
  }
}

/** The subject of a plan. */
interface FootprintTitle {
  readonly architecture?: ModelRuntimeProps['architecture'];
  readonly device: string;
  readonly count: number;
  readonly engine: string;
}
