import { ApiObject, Chart } from 'cdk8s';
import { EnvValue } from '../../../src';
import { plainModel } from '../../fixtures';
import { RuleExamples } from '../rule-examples';

/** A model that reads a key of a ConfigMap of the app. */
const reading = (key: string, data: { [key: string]: string } = { level: 'info' }) => (chart: Chart) => {
  new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data } as never);
  plainModel(chart, 'model', { envValues: { LEVEL: EnvValue.configMap('config', key) } });
};

export const examples: RuleExamples = {
  fires: reading('levl'),
  holds: reading('level'),
  says: /the ConfigMap config of the app has no key "levl", only level: env LEVEL of the container server names it/,
  fixes: [{
    fix: /name one of its keys, add the key to the ConfigMap, or acknowledge the finding/,
    broken: reading('other'),
    mended: [reading('level'), reading('other', { level: 'a', other: 'b' })],
  }],
};
