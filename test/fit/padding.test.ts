import { knownArchitecture } from '../../src/fit/config/known-models';
import { planMemory } from '../../src/fit/memory-plan';

const GIB = 1024 ** 3;

const rowsOf = (name: string, more: object = {}) => planMemory({
  architecture: knownArchitecture(name), engine: 'vllm', version: '0.32.0', device: { name: 'NVIDIA H100', bytes: 79.6 * GIB, resource: 'nvidia.com/gpu' }, count: 1, ...more,
}).rows;

/** Weights with their padding: the least and the most, in GiB. */
function weightsOf(name: string, more: object = {}): readonly [number, number] {
  const rows = rowsOf(name, more).filter(({ what }) => what === 'weights' || what === 'padding of experts');
  const sum = (sign: number) => rows.reduce((all, { bytes, uncertainty }) => all + bytes + sign * uncertainty, 0) / GIB;
  return [sum(-1), sum(1)];
}

describe('experts in MXFP4', () => {
  test.each([
    ['openai/gpt-oss-120b', 65.97],
    ['openai/gpt-oss-120b', 64.38],
    ['openai/gpt-oss-20b', 12.88],
  ])('of %s take what a log says: %d GiB', (name, logged) => {
    const [least, most] = weightsOf(name);
    expect(least).toBeLessThan(logged);
    expect(most).toBeGreaterThan(logged);
    expect(most).toBeLessThan(logged * 1.12);
  });

  test('are padded on each rank', () => {
    const [, whole] = weightsOf('openai/gpt-oss-120b');
    const [, eighth] = weightsOf('openai/gpt-oss-120b', { count: 8 });
    expect(eighth).toBeGreaterThan(whole / 8 * 1.02);
  });

  test.each([
    ['a model without', 'Qwen/Qwen3-8B', {}],
    ['a server that is not known to pad', 'openai/gpt-oss-20b', { engine: 'llama-cpp', version: 'b11434' }],
  ])('are not padded of %s', (_case, name, more) => {
    expect(rowsOf(name, more).map(({ what }) => what)).not.toContain('padding of experts');
  });
});
