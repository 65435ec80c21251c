import { Scaler, Scaling } from '../../../src';
import { RuleExamples, two } from '../rule-examples';
import { policyOf } from '../scaling-examples';

const woken = (id: string, host: string, paths?: string[]) => policyOf(id, {
  minReplicas: 0, scaling: [Scaling.byConcurrency(8)], scaler: Scaler.httpAddOn({ hosts: [host], paths }),
});
const one = woken('one', 'llm.example.com', ['/one']);

export const examples: RuleExamples = {
  fires: two(woken('one', 'llm.example.com'), woken('two', 'llm.example.com')),
  holds: two(one, woken('two', 'llm.example.com', ['/two'])),
  more: {
    fires: [two(...(['one', 'two'] as const).map(id => policyOf(id, {
      minReplicas: 0, scaling: [Scaling.byConcurrency(8)], scaler: Scaler.httpAddOn({ hosts: ['a.example.com', 'b.example.com'], paths: ['/one', '/two'] }),
    })) as [ReturnType<typeof policyOf>, ReturnType<typeof policyOf>])],
  },
  says: /chart\/two and chart\/one both take requests for "llm\.example\.com" with "\/" at one interceptor/,
  fixes: [{
    fix: /give each of them hosts of its own, or paths/,
    broken: two(one, woken('two', 'llm.example.com', ['/one'])),
    mended: [two(one, woken('two', 'b.example.com', ['/one'])), two(one, woken('two', 'llm.example.com', ['/two']))],
  }],
};
