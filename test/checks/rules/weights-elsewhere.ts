import { ModelCache, PodVolume } from '../../../src';
import { hub, model, RuleExamples, vllm } from '../rule-examples';

const own = (volume: PodVolume, readOnly = false) => ({ volumes: [volume], mounts: [{ volume: volume.name, path: '/hub', readOnly }] });
const moved = (env: { [name: string]: string }, pod: object = {}) => vllm({ source: hub('o/m'), env, pod });

export const examples: RuleExamples = {
  fires: moved({ HF_HOME: '/hub' }, own(PodVolume.existingClaim('hub', 'hub'), true)),
  holds: moved({ HF_HOME: '/hub' }, own(PodVolume.existingClaim('hub', 'hub'))),
  spared: model({ env: { HF_HOME: '/opt/hf' } }),
  says: /HF_HOME=\/hub lets the server keep the model at \/hub\/hub, and the volume "hub" cannot be written/,
  fixes: [
    {
      fix: /remove the variable, and use cache of the model; acknowledge the finding where the files are there already/,
      broken: moved({ HF_HUB_CACHE: '/hub' }, own(PodVolume.existingClaim('hub', 'hub', { readOnly: true }))),
      mended: [vllm({ source: hub('o/m'), cache: ModelCache.emptyDir() })],
    },
    {
      fix: /remove the variable/,
      broken: moved({ HF_HOME: '/tmp' }), // weights of an unknown size
      mended: [moved({})],
    },
  ],
};
