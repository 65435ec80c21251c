import { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { ModelStatusReporter } from '../../src';
import { checkedLabel, checkedName, checkedObjectName, checkedServedName, MAX_NAME_LENGTH, nameFromId } from '../../src/ground/names';
import { chartIn, ModelOverrides, plainModel, serverOf } from '../fixtures';

const DNS_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

describe('a name derived from an id', () => {
  test.each([
    ['llama-7b', 'llama-7b'],
    ['Llama-3.1-8B_Instruct', 'llama-3-1-8b-instruct'],
    ['meta-llama/Llama-2-7b-hf', 'meta-llama-llama-2-7b-hf'],
    ['7b', 'model-7b'],
    ['-7b-', 'model-7b'],
    ['日本語', 'model'],
    ['Größe', 'gr-e'],
    ['a\nb', 'a-b'],
    ['__proto__', 'proto'],
    ['..', 'model'],
    ['', 'model'],
  ])('of %j is %j', (id, name) => {
    expect(nameFromId(id)).toBe(name);
  });

  test('keeps an id of the greatest length as it is', () => {
    const id = 'a'.repeat(MAX_NAME_LENGTH);
    expect(nameFromId(id)).toBe(id);
  });

  test('cuts a longer id, and ends in a hash, so that two long ids with one beginning stay two', () => {
    const [first, second] = ['x', 'y'].map(end => nameFromId(`a-model-with-a-very-long-name-indeed-and-then-some-more-${end}`));
    expect(first).toMatch(/^a-model-with-a-very-long-name-indeed-and-th-[0-9a-f]{8}$/);
    expect(first).not.toBe(second);
    expect(first.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
  });

  test('has no double dash where the cut falls on a dash', () => {
    expect(nameFromId(`${'a'.repeat(42)}-${'b'.repeat(42)}`)).toMatch(/^a{42}-[0-9a-f]{8}$/);
  });

  test('is a name that a Service can have, with room for a suffix, whatever the id', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), id => {
      const name = nameFromId(id);
      expect(name).toMatch(DNS_1035);
      expect(name.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
      expect(nameFromId(name)).toBe(name);
    }));
  });
});

describe('an explicit name', () => {
  test.each(['a', 'llama-7b', 'a'.repeat(52)])('%j is taken as it is', name => {
    expect(checkedName(name)).toBe(name);
  });

  test.each(['', '7b', 'Llama', 'a.b', 'a_b', '-a', 'a-', 'a\n', 'ä', 'a'.repeat(53), '__proto__'])('fails for %j, and proposes one that is allowed', name => {
    expect(() => checkedName(name)).toThrow(/^invalid name: got .*, allowed is a DNS-1035 label .* of at most 52 characters; use for example "[-a-z0-9]+"/);
    const proposed = /use for example ("[^"]+")/.exec(messageOf(() => checkedName(name)))?.[1] ?? '';
    expect(checkedName(JSON.parse(proposed) as string)).toMatch(DNS_1035);
  });
});

describe('the name that clients send', () => {
  test.each(['llama', 'meta-llama/Llama-3.1-8B', 'model:latest', '日本語'])('can be %j', name => {
    expect(checkedServedName('servedName', name)).toBe(name);
  });

  test.each(['', ' ', 'a b', 'a\nb', '--port', '-a', 'a'.repeat(254)])('fails for %j', name => {
    expect(() => checkedServedName('servedName', name)).toThrow('invalid servedName: got ');
  });
});

describe('the name of another object', () => {
  test.each(['a', 'a.b-c.d', '1a', 'a'.repeat(253)])('can be %j', name => {
    expect(checkedObjectName('claim name', name)).toBe(name);
  });

  test.each(['', 'A', 'a..b', '.a', 'a.', 'a_b', 'a/b', 'a'.repeat(254)])('fails for %j', name => {
    expect(() => checkedObjectName('claim name', name)).toThrow('invalid claim name: got ');
  });
});

describe('a label', () => {
  test('is as long as it may be here', () => {
    expect(checkedLabel('port name', 'a'.repeat(15), 15)).toHaveLength(15);
    expect(() => checkedLabel('port name', 'a'.repeat(16), 15)).toThrow('a DNS-1123 label of at most 15 characters');
  });

  test.each(['', 'A', 'a.b', '-a', 'a-', 'a'.repeat(64)])('fails for %j', name => {
    expect(() => checkedLabel('namespace', name)).toThrow('invalid namespace: got ');
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('labels and annotations', () => {
  test('fail with a name that cdk8s takes for something else, where they are given', () => {
    const map = { constructor: 'x' } as unknown as { [key: string]: string };
    const given: ModelOverrides[] = [
      { modelMetadata: { labels: map } }, { modelMetadata: { annotations: map } },
      { deploymentMetadata: { labels: map } }, { serviceMetadata: { annotations: map } },
    ];
    for (const props of given) expect(() => plainModel(chartIn(), 'model', props)).toThrow(/invalid (label|annotation) of the (Model|Deployment|Service): got "constructor"/);
    expect(() => new ModelStatusReporter(chartIn('status'), 'status', { nodeSelector: map })).toThrow('invalid nodeSelector: got "constructor"');
    expect(serverOf(modelIn({ env: map })).env).toContainEqual({ name: 'constructor', value: 'x' });
  });
});

function modelIn(props: ModelOverrides): Chart {
  const chart = chartIn();
  plainModel(chart, 'model', props);
  return chart;
}
