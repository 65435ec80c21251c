import { chartIn, findingsOf } from '../../fixtures';
import { elsewhere, route } from '../traffic-examples';

interface More {
  /** Path of the first route, where it is not that of the others. */
  readonly match?: string;
  readonly canary?: { readonly enabled?: boolean; readonly stable: number; readonly canary: number };
}

/** What is said of routes with these weights. */
function said(weights: readonly (number | undefined)[], { match, canary }: More = {}): string[] {
  const chart = chartIn('ml');
  const { enabled, ...trafficSplit } = canary ?? { stable: 0, canary: 0 };
  route({
    routes: weights.map((weight, index) => ({ to: elsewhere(`server-${index}`), weight, ...match !== undefined && { match: { path: index === 0 ? match : '/' } } })),
    ...canary && { canary: { enabled, trafficSplit } },
  })(chart);
  return findingsOf(chart, 'route-weights-differ').map(({ what }) => what);
}

describe('weights of one match', () => {
  test.each<[(number | undefined)[], string[]]>([
    [[undefined, undefined, undefined], ['routes[0] and routes[1] and routes[2], for all requests, have no weight: each gets 33.3 % of the requests']],
    [[0, 0], ['routes[0] and routes[1], for all requests, have no weight above 0: all of those requests are answered with 500']],
    [[60, undefined], ['of routes[0] and routes[1], for all requests, only some have a weight: a Gateway takes 1 for the others']],
    [[80], ['routes[0], for all requests, has the weight 80 and is alone: all of those requests go there']],
    [[1, 2], ['routes[0] and routes[1], for all requests, have weights with the sum 3: they get 33.3 % and 66.7 % of the requests']],
    [[100], []], [[undefined], []], [[99, 1], []], [[100, 0], []],
  ])('%j are told as a Gateway reads them', (weights, whats) => {
    expect(said(weights)).toEqual(whats);
  });
});

describe('shares of a canary', () => {
  const canary = { stable: 90, canary: 10 };

  test.each<[(number | undefined)[], string]>([
    [[80, 20], 'trafficSplit of canary says 90 and 10, and routes[0] and routes[1] have the weights 80 and 20, which count'],
    [[90, 20], 'trafficSplit of canary says 90 and 10, and routes[0] and routes[1] have the weights 90 and 20, which count'],
    [[70, 10], 'trafficSplit of canary says 90 and 10, and routes[0] and routes[1] have the weights 70 and 10, which count'],
  ])('beside the weights %j are a second statement', (weights, what) => {
    expect(said(weights, { canary })).toContain(what);
  });

  test('are those of the weights, or the only ones', () => {
    expect([said([90, 10], { canary }), said([undefined, undefined], { canary })]).toEqual([[], []]);
  });

  test('split nothing where no two routes have one match, and nothing at all where they are off', () => {
    const alone = 'trafficSplit of canary says 90 and 10, and no two routes have the same match: it splits nothing';
    expect(said([undefined, undefined], { match: '/v1', canary })).toEqual([alone]);
    expect(said([80, 20], { canary: { ...canary, enabled: false } })).toEqual([]);
    expect(said([80, 20], { canary: { ...canary, enabled: true } })).toHaveLength(1);
  });
});
