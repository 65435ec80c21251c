import { Scaler } from '../../../src';
import { RuleExamples, two } from '../rule-examples';
import { outside } from '../scaling-examples';

const recorded = outside({ scaler: Scaler.recordOnly() }, {}, 'recorded');

export const examples: RuleExamples = {
  fires: two(outside(), recorded),
  holds: outside(),
  says: /chart\/recorded is only recorded for elsewhere, which chart\/scaling scales/,
  fixes: [{ fix: /leave out the one that is only recorded: the other is recorded itself/, broken: two(recorded, outside()), mended: [outside()] }],
};
