import { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { nextCountOf, PlannedMemory, plannedWith } from './app/planned-memory';
import { loadFit } from './fit/load';
import type { MemoryPlan } from './fit/memory-plan';
import { judged } from './ground/input/judged';
import { pathInFront, within } from './ground/input/within';
import { orRefusal, orThrow, Refusal } from './render/refusal';
import { requireCompute, RuntimeInput } from './render/runtime-plan';
import { whyUnplanned } from './render/unplanned';

/**
 * The memory that a model with an `architecture` takes on each device, by the arguments that its server gets. Numbers are on the safe side.
 * https://github.com/cdk8s-matrixinfer/cdk8s-matrixinfer/blob/main/docs/fit.md
 */
export class ModelFootprint {
  /**
   * @param construct the model, or the profile that it is planned on, for messages.
   * @param planned the model, and the plan where one can be made.
   * @internal
   */
  public static _of(construct: IConstruct, { input, memory }: PlannedMemory): ModelFootprint {
    if (memory) return new ModelFootprint(construct, input, memory);
    const { what, fix } = input.architecture === undefined
      ? { what: 'its architecture is not given', fix: 'give architecture' }
      : whyUnplanned({ engine: input.engine, compute: requireCompute(input.settings) });
    throw new Error(`the model ${construct.node.path} has no footprint: ${what}; ${fix}`);
  }

  private constructor(private readonly construct: IConstruct, private readonly input: RuntimeInput, private readonly plan: MemoryPlan) {}

  /** Accelerators of one replica; 0 without an accelerator. */
  public get acceleratorCount(): number {
    return requireCompute(this.input.settings).acceleratorCount;
  }

  /** Whether it fits: `fits`, `probably-not`, `impossible` or `unknown`. */
  public get verdict(): string {
    return this.plan.verdict;
  }

  /** The verdict in a sentence. */
  public get reason(): string {
    return this.plan.reason;
  }

  /**
   * The longest context in tokens, with as many sequences at once as `footprint.concurrency` asks for; `undefined` for a model without a cache, and
   * where the memory that a server takes beside weights and cache is not known, as on TPUs.
   */
  public get maxContext(): number | undefined {
    return this.plan.maxContext;
  }

  /**
   * The most sequences at once, each with the context that is asked for; `undefined` for a model without a cache, and where the memory that a server
   * takes beside weights and cache is not known, as on TPUs.
   */
  public get maxConcurrency(): number | undefined {
    return this.plan.maxConcurrency;
  }

  /** The memory that is left for the cache on each device. */
  public get cacheSize(): Size {
    return Size.kibibytes(Math.floor(this.plan.cacheBytes / 1024));
  }

  /** An estimate of the host memory that the server takes besides the files that it loads. */
  public get hostMemory(): Size {
    return Size.mebibytes(Math.ceil(this.plan.hostBytes / 1024 ** 2));
  }

  /**
   * The same model with another number of accelerators of the same kind, with the arguments that follow from it.
   *
   * @param count accelerators of one replica, a whole number from 1 on; an error without accelerators, for a number that can never be had, such as
   * several MIG slices, and for one that the engine refuses.
   */
  public withAccelerators(count: number): ModelFootprint {
    [count] = judged('ModelFootprint#withAccelerators', [count], arguments, { construct: this.construct });
    if (this.acceleratorCount === 0) {
      throw new Error(`${pathInFront(this.construct)}withAccelerators got ${count}, and the model has no accelerators; give it Compute.gpu`);
    }
    const planned = within(this.construct)(() => orRefusal(() => plannedWith(this.input, count)));
    return ModelFootprint._of(this.construct, orThrow(planned, this.construct));
  }

  /**
   * The same model with the next number of accelerators that a known node has (2, 4, 8, 16): what one more would bring. `undefined` when no node has
   * more, without accelerators, and when the engine refuses that number.
   */
  public tryWithMore(): ModelFootprint | undefined {
    const count = nextCountOf(this.input);
    const planned = count === undefined ? undefined : orRefusal(() => plannedWith(this.input, count));
    return planned === undefined || planned instanceof Refusal ? undefined : ModelFootprint._of(this.construct, planned);
  }

  /**
   * The plan as a table in plain text: for each line the memory that is taken, how far off the number may be, and where it is from. A line says what
   * `tryWithMore` would bring.
   */
  public explain(): string {
    const { architecture, engine, settings } = this.input;
    const { accelerator, acceleratorCount } = requireCompute(settings);
    const more = this.tryWithMore();
    return loadFit().explain(this.plan, {
      model: architecture!.name,
      device: accelerator?.name ?? 'the memory limit',
      count: Math.max(1, acceleratorCount),
      engine: `${engine.name} ${engine._facts.version ?? ''}`.trim(),
      more: more && { count: more.acceleratorCount, plan: more.plan },
    });
  }
}
