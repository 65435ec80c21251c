import { JsonPatch } from 'cdk8s';
import { PodVolume } from '../../../src';
import { PlainEngine, plainModel, smallCompute } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { security: { runAsUser: 0 } }),
  holds: chart => plainModel(chart, 'model', { security: { runAsUser: 1, addCapabilities: ['NET_BIND_SERVICE'] } }),
  more: {
    fires: [
      model({ security: { addCapabilities: ['NET_BIND_SERVICE', 'SYS_PTRACE', 'NET_ADMIN'] } }), model({ pod: { volumes: [PodVolume.nfs('a', 'host', '/a'), PodVolume.nfs('b', 'host', '/b')] } }),
      model({ profileProps: { engine: new PlainEngine({ hardening: { runAsUser: 0, readOnlyRootFilesystem: true, source: 'its Dockerfile' } }), compute: smallCompute() } }),
    ],
  },
  says: /runAsUser is 0/,
  fixes: [
    { fix: /set security\.runAsUser to a number above 0/, broken: model({ security: { runAsUser: 0 } }), mended: [model({ security: { runAsUser: 1000 } })] },
    { fix: /remove it, or acknowledge/, broken: model({ security: { addCapabilities: ['SYS_PTRACE'] } }), mended: [model()] },
    { fix: /mount it by a claim \(PodVolume\.existingClaim\)/, broken: model({ pod: { volumes: [PodVolume.nfs('a', 'host', '/a')] } }), mended: [model({ pod: { volumes: [PodVolume.existingClaim('a', 'a')] } })] },
    { fix: /mount it by a claim/, broken: model({ pod: { volumes: [PodVolume.hostPath('a', '/a')] } }), mended: [model({ pod: { volumes: [PodVolume.existingClaim('a', 'a')] } })] },
    { fix: /leave it out, or acknowledge/, broken: model({ security: { privileged: true } }), mended: [model()] },
    { fix: /remove the patch/, broken: model({ pod: { patches: [JsonPatch.add('/spec/hostNetwork', true)] } }), mended: [model()] },
  ],
};
