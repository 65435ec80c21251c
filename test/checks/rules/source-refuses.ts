import { ModelSource } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.fromUri('git://host/model') }),
  holds: chart => plainModel(chart, 'model', { source: ModelSource.fromUri('git://host/model'), registerOnly: true }),
  says: /git:\/\/host\/model/,
  fixes: [{ fix: /change the value that it names, or take another source/, broken: model({ source: ModelSource.fromUri('s3://bucket/m/') }), mended: [model({ source: ModelSource.s3('s3://bucket/m/', { anonymous: true }) })] }],
};
