import { Duration, Size } from 'cdk8s';
import { plainModel, PlainSource } from '../../fixtures';
import { model, RuleExamples, sized } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(30) }), timing: { startup: Duration.seconds(60) } }),
  holds: chart => plainModel(chart, 'model', { source: sized(30), timing: { startup: Duration.hours(1) } }),
  spared: chart => plainModel(chart, 'model', { source: new PlainSource(), timing: { startup: Duration.seconds(60) } }),
  more: {
    spared: [model({ timing: { startup: Duration.seconds(60) } })],
  },
  says: /60 s/,
  fixes: [{ fix: /leave timing\.startup out/, broken: model({ source: sized(30), timing: { startup: Duration.seconds(60) } }), mended: [model({ source: sized(30) })] }],
};
