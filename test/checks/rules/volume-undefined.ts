import { PodVolume } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, mounting, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { pod: { mounts: [{ volume: 'nowhere', path: '/data' }] } }),
  holds: chart => plainModel(chart, 'model', { pod: { mounts: [{ volume: 'here', path: '/data' }], volumes: [PodVolume.configMap('here', 'settings')] } }),
  more: {
    fires: [model({ pod: { volumes: [PodVolume.configMap('one', 'one'), PodVolume.configMap('two', 'two')], mounts: [{ volume: 'three', path: '/three' }], initContainers: [{ name: 'first', image: 'first:1.0', mounts: [{ volume: 'four', path: '/four' }] }] } })],
  },
  says: /"nowhere"/,
  fixes: [{ fix: /add it to pod\.volumes/, broken: model({ pod: { mounts: mounting.mounts } }), mended: [model({ pod: mounting })] }],
};
