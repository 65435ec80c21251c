import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { SecretKey } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

/** A model that reads a key of a Secret of the app. */
const reading = (key: string, stringData: { [key: string]: string } = { token: 'from-a-vault' }) => (chart: Chart) => (
  plainModel(chart, 'model', { secretEnv: { A: SecretKey.from(new kplus.Secret(chart, 'keys', { stringData }), key) } })
);

export const examples: RuleExamples = {
  fires: reading('tokn'),
  holds: reading('token'),
  spared: model(),
  says: /the Secret .* of the app has no key "tokn", only token/,
  fixes: [{
    fix: /name one of its keys, add the key to the Secret, or acknowledge the finding/,
    broken: reading('other'),
    mended: [reading('token'), reading('other', { token: 'a', other: 'b' })],
  }],
};
