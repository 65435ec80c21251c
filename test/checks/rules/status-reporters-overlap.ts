import { Chart } from 'cdk8s';
import { ModelStatusReporter } from '../../../src';
import { RuleExamples, two } from '../rule-examples';

const reporter = (name: string, namespaces?: string[]) => (chart: Chart) => new ModelStatusReporter(chart, name, { name, namespace: 'status', namespaces, image: 'a:1.0', scriptPath: '/a.js' });

export const examples: RuleExamples = {
  fires: chart => ['one', 'other'].map(name => new ModelStatusReporter(chart, name, { name, namespace: 'status', image: 'a:1', scriptPath: '/a.js' })),
  holds: chart => ['one', 'other'].map(name => new ModelStatusReporter(chart, name, { name, namespace: 'status', namespaces: [name], image: 'a:1', scriptPath: '/a.js' })),
  more: {
    fires: [two(reporter('a', ['x', 'y', 'z']), reporter('b', ['z', 'y'])), two(reporter('a'), reporter('b', ['y'])), two(reporter('a', ['y']), reporter('b'))],
  },
  says: /every namespace is also looked after by .*one/,
  fixes: [{
    fix: /keep one ModelStatusReporter for the cluster, or give each its own namespaces/, broken: two(reporter('a'), reporter('b')), mended: [reporter('a'), two(reporter('a', ['x']), reporter('b', ['y']))],
  }],
};
