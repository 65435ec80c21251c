import { Duration, Lazy, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Accelerator, Compute, Cpu, Framework, SecretKey } from '../../src';
import { isSameContent } from '../../src/ground/same-content';
import { chartIn } from '../fixtures';

const gpu = (memory = 24) => Compute.gpu(Accelerator.NVIDIA_L4, { count: 1, cpu: Cpu.units(4), memory: Size.gibibytes(memory) });

/** A class of a user's, who may keep anything beside it. */
class Own {
  public constructor(public readonly value: string) {}
}

/** One that is derived from a class of the library. */
class OwnKey extends (SecretKey as unknown as new (name: string, key: string) => SecretKey) {}

describe('content', () => {
  test.each<[string, unknown, unknown]>([
    ['texts', 'a', 'a'],
    ['lists', [1, ['a']], [1, ['a']]],
    ['structs', { a: { b: undefined } }, { a: { b: undefined } }],
    ['sizes', Size.gibibytes(1), Size.gibibytes(1)],
    ['what replicas run on', gpu(), gpu()],
    ['references', { TOKEN: SecretKey.of('a', 'b') }, { TOKEN: SecretKey.of('a', 'b') }],
    ['frameworks', Framework.of('sklearn'), Framework.of('sklearn')],
  ])('is the same in equal %s', (_, one, other) => {
    expect(isSameContent(one, other)).toBe(true);
  });

  const chart = chartIn('ml');
  test.each<[string, unknown, unknown]>([
    ['types', '1', 1],
    ['texts', ['a'], ['b']],
    ['lengths', ['a'], ['a', undefined]],
    ['members', { a: 1 }, { b: 1 }],
    ['values that are there', { a: undefined }, {}],
    ['orders', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['nothings', null, undefined],
    ['kinds', [], {}],
    ['sizes', gpu(), gpu(25)],
    ['keys', SecretKey.of('a', 'b'), SecretKey.of('a', 'c')],
    ['functions', { a: () => 1 }, { a: () => 1 }],
    ['values that are found later', Lazy.any({ produce: () => 1 }), Lazy.any({ produce: () => 1 })],
    ['constructs', new Construct(chart, 'one'), new Construct(chart, 'two')],
    ['values of a class of a user\'s', new Own('a'), new Own('a')],
    ['values of a class that a user has derived', new OwnKey('a', 'b'), new OwnKey('a', 'b')],
    ['times, which cdk8s does not tell apart here', Duration.seconds(1), Duration.minutes(1)],
  ])('is another in other %s', (_, one, other) => {
    expect(isSameContent(one, other)).toBe(false);
  });
});
