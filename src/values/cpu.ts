import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';

/**
 * An amount of CPU. In TypeScript a `Cpu` of cdk8s-plus is accepted as well; this class works without loading cdk8s-plus.
 *
 * @example
 * const half = Cpu.millis(500);
 */
export class Cpu {
  static { brand(this, 'Cpu'); }

  /**
   * Whole or fractional CPUs.
   *
   * @param amount CPUs above 0, in steps of a thousandth; throws otherwise.
   */
  public static units(amount: number): Cpu {
    judged('Cpu.units', [amount], arguments);
    return new Cpu(checkedMillis('units', amount, amount * 1000));
  }

  /**
   * Thousandths of a CPU.
   *
   * @param amount a whole number from 1 on; throws otherwise.
   */
  public static millis(amount: number): Cpu {
    judged('Cpu.millis', [amount], arguments);
    return new Cpu(checkedMillis('millis', amount, amount));
  }

  /** The amount as a Kubernetes quantity: `4`, `500m`. */
  public readonly amount: string;

  private constructor(millis: number) {
    this.amount = millis % 1000 === 0 ? String(millis / 1000) : `${millis}m`;
  }
}

function checkedMillis(unit: string, got: number, millis: number): number {
  const whole = Math.round(millis);
  if (!Number.isFinite(millis) || whole < 1 || Math.abs(whole - millis) > 1e-6) {
    throw invalid({
      what: `CPU amount in ${unit}`,
      got,
      allowed: 'an amount above 0, in steps of a thousandth of a CPU',
      fix: 'use for example Cpu.units(4) or Cpu.millis(500)',
    });
  }
  return whole;
}
