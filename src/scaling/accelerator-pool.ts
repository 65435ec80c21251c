import { mustBe, whole } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { INT32 } from '../ground/kubernetes-fields';

/**
 * A number of accelerators that several models take from: the nodes that there are, a quota of the cloud, the share of a team. A profile says it once for
 * its models (`acceleratorPool`), or a policy for itself; those that together can ask for more are told so (`accelerator-pool-exceeded`).
 *
 * @example
 * const pool = AcceleratorPool.of('l4', 8);
 */
export class AcceleratorPool {
  static { brand(this, 'AcceleratorPool'); }

  /**
   * A pool; two values of one name are one pool.
   *
   * @param name for messages.
   * @param accelerators how many there are, from 1 on.
   */
  public static of(name: string, accelerators: number): AcceleratorPool {
    judged('AcceleratorPool.of', [name, accelerators], arguments);
    mustBe(whole(1, INT32), accelerators, `accelerators of the pool ${name}`, 'give the number that its policies may ask for together');
    return new AcceleratorPool(name, accelerators);
  }

  private constructor(
    /** Its name. */
    public readonly name: string,
    /** How many accelerators there are. */
    public readonly accelerators: number,
  ) {}
}
