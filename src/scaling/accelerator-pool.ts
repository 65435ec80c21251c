import { mustBe, whole } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { INT32 } from '../ground/kubernetes-fields';

/**
 * A number of accelerators that several models share: those of a node pool, a quota of the cloud, the share of a team. Give it to a profile for all
 * of its models (`acceleratorPool`), or to a policy. It is a warning when the models together can ask for more (`accelerator-pool-exceeded`).
 *
 * @example
 * const pool = AcceleratorPool.of('l4', 8);
 */
export class AcceleratorPool {
  static { brand(this, 'AcceleratorPool'); }

  /**
   * Makes a pool. Two values with the same name are the same pool.
   *
   * @param name for messages.
   * @param accelerators number of accelerators in the pool, 1 or more.
   */
  public static of(name: string, accelerators: number): AcceleratorPool {
    judged('AcceleratorPool.of', [name, accelerators], arguments);
    mustBe(whole(1, INT32), accelerators, `accelerators of the pool ${name}`, 'give the number that its policies may ask for together');
    return new AcceleratorPool(name, accelerators);
  }

  private constructor(
    /** Its name. */
    public readonly name: string,
    /** Number of accelerators in the pool. */
    public readonly accelerators: number,
  ) {}
}
