import { RuleExamples } from '../rule-examples';
import { elsewhere, route } from '../traffic-examples';

const split = (...weights: (number | undefined)[]) => route({ routes: weights.map((weight, index) => ({ to: elsewhere(`server-${index}`), weight })) });
const alone = (weight?: number, rest = false) => route({
  routes: [{ match: { headers: { version: 'v1' } }, to: elsewhere('one'), weight }, ...rest ? [{ match: { headers: { version: 'v1' } }, to: elsewhere('two'), weight: 20 }] : []],
});
const canary = (weights: (number | undefined)[], said = true, path?: string) => route({
  routes: weights.map((weight, index) => ({ to: elsewhere(`server-${index}`), weight, match: index === 0 ? { path } : {} })),
  canary: said ? { trafficSplit: { stable: 90, canary: 10 } } : undefined,
});

export const examples: RuleExamples = {
  fires: split(90, 85),
  holds: split(90, 10),
  says: /routes\[0\] and routes\[1\], for all requests, have weights with the sum 175: they get 51\.4 % and 48\.6 % of the requests/,
  fixes: [
    { fix: /give weights with the sum 100/, broken: split(90, 85), mended: [split(15, 85)] },
    { fix: /give their weights/, broken: split(undefined, undefined), mended: [split(50, 50)] },
    { fix: /give the weight of each of them/, broken: split(90, undefined), mended: [split(90, 10)] },
    { fix: /give one of them a weight above 0, or leave the route out/, broken: split(0, 0), mended: [split(0, 100), split(undefined)] },
    { fix: /leave weight out, or add a route with the same match for the rest/, broken: alone(80), mended: [alone(), alone(80, true)] },
    { fix: /make two routes of one match, the stable one first/, broken: canary([undefined, undefined], true, '/v1'), mended: [canary([undefined, undefined])] },
    {
      fix: /give the shares once: leave out the weights of the two routes, or trafficSplit/,
      broken: canary([80, 20]),
      mended: [canary([undefined, undefined]), canary([80, 20], false), canary([90, 10])],
    },
  ],
};
