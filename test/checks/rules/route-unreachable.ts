import { RuleExamples } from '../rule-examples';
import { elsewhere, route } from '../traffic-examples';

const all = (path?: string, fallback = true) => route({ routes: [{ match: { path }, to: elsewhere('one') }], fallback: fallback ? elsewhere('two') : undefined });

export const examples: RuleExamples = {
  fires: all(),
  holds: all('/v1'),
  more: {
    holds: [route({ routes: [{ to: elsewhere('one') }] })],
  },
  says: /fallback gets no request: routes\[0\] takes all that no other route takes/,
  fixes: [{ fix: /leave fallback out, or give that route a match/, broken: all('/'), mended: [all('/', false), all('/v1')] }],
};
