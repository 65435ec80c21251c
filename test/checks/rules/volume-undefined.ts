import { PodVolume } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, mounting, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { pod: { mounts: [{ volume: 'nowhere', path: '/data' }] } }),
  holds: chart => plainModel(chart, 'model', { pod: { mounts: [{ volume: 'here', path: '/data' }], volumes: [PodVolume.configMap('here', 'settings')] } }),
  says: /"nowhere"/,
  fixes: [{ fix: /add it to pod\.volumes/, broken: model({ pod: { mounts: mounting.mounts } }), mended: [model({ pod: mounting })] }],
};
