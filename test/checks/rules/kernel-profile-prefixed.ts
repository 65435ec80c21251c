import { AppArmorProfile, SeccompProfile } from '../../../src';
import { model, RuleExamples } from '../rule-examples';

const fix = /leave "localhost\/" out; use RUNTIME_DEFAULT or UNCONFINED in place of their former names/;
const sidecar = (appArmorProfile: AppArmorProfile) => model({ pod: { sidecars: [{ name: 'own', image: 'example.com/own:1', security: { appArmorProfile } }] } });

export const examples: RuleExamples = {
  fires: model({ security: { seccompProfile: SeccompProfile.localhost('localhost/vllm.json') } }),
  holds: model({ security: { seccompProfile: SeccompProfile.localhost('profiles/vllm.json'), server: { appArmorProfile: AppArmorProfile.localhost('k8s-vllm') } } }),
  spared: model({ security: { seccompProfile: SeccompProfile.RUNTIME_DEFAULT } }),
  says: /seccompProfile of security is localhost\("localhost\/vllm\.json"\), which is how annotations named a profile/,
  fixes: [
    {
      fix,
      broken: model({ security: { server: { seccompProfile: SeccompProfile.localhost('runtime/default') } } }),
      mended: [model({ security: { server: { seccompProfile: SeccompProfile.RUNTIME_DEFAULT } } })],
    },
    { fix, broken: sidecar(AppArmorProfile.localhost('localhost/k8s-vllm')), mended: [sidecar(AppArmorProfile.localhost('k8s-vllm'))] },
  ],
};
