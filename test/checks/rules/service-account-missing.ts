import { ServiceAccount } from 'cdk8s-plus-27';
import { ModelSource, SecretKey, ServiceAccountRef } from '../../../src';
import { plainModel, PlainSource } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: new PlainSource({ needsServiceAccount: true }) }),
  holds: chart => plainModel(chart, 'model', { source: new PlainSource({ needsServiceAccount: true }), pod: { serviceAccount: ServiceAccountRef.of('reader') } }),
  more: {
    spared: [model({ source: ModelSource.pvc('weights') })],
  },
  says: /plain:\/\/models\/one/,
  fixes: [{
    fix: /give pod\.serviceAccount, .* or credentials to the source/,
    broken: model({ source: ModelSource.s3('s3://bucket/m/') }),
    mended: [
      chart => plainModel(chart, 'model', { source: ModelSource.s3('s3://bucket/m/'), pod: { serviceAccount: new ServiceAccount(chart, 'account') } }),
      model({ source: ModelSource.s3('s3://bucket/m/', { accessKeyId: SecretKey.of('s', 'i'), secretAccessKey: SecretKey.of('s', 'k') }) }),
    ],
  }],
};
