import { Size } from 'cdk8s';
import { PodVolume } from '../../../src';
import { model, mounting, RuleExamples } from '../rule-examples';

const { volumes, mounts } = mounting;
const CACHE = PodVolume.emptyDir('gke-gcsfuse-cache', { sizeLimit: Size.gibibytes(1) });
const collector = { name: 'collector', image: 'example.com/collector:1.0.0', mounts };

export const examples: RuleExamples = {
  fires: model({ pod: { volumes } }),
  holds: model({ pod: { volumes, sidecars: [collector] } }),
  spared: model(),
  says: /no container of the Pods mounts the volume "extra"/,
  fixes: [{
    fix: /mount it in the server \(pod\.mounts\) or in another container, or remove it/,
    broken: model({ pod: { volumes: [...volumes, CACHE] } }),
    mended: [model({ pod: { volumes, mounts } }), model({ pod: { volumes, initContainers: [collector] } }), model({ pod: { volumes: [CACHE] } }),
      model({ pod: { volumes, annotations: { 'sidecar.istio.io/userVolumeMount': '{"extra": {"mountPath": "/extra"}}' } } })],
  }],
};
