import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { ModelSource } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

/** A model of some GiB on a claim of some GiB, both in one chart. */
const on = (storage: number, size: number) => (chart: Chart) => {
  const claim = new kplus.PersistentVolumeClaim(chart, 'claim', { storage: Size.gibibytes(storage), accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY] });
  return plainModel(chart, 'model', { source: ModelSource.fromPersistentVolumeClaim(claim, { size: Size.gibibytes(size) }) });
};

/** The same on a claim that is bound to a volume by name: the size that it asks for has no effect. */
const bound = (capacity: number, size: number) => (chart: Chart) => {
  const volume = new kplus.AwsElasticBlockStorePersistentVolume(chart, 'volume', { volumeId: 'vol-1', storage: Size.gibibytes(capacity) });
  const claim = new kplus.PersistentVolumeClaim(chart, 'claim', { storage: Size.gibibytes(1), volume, accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY] });
  return plainModel(chart, 'model', { source: ModelSource.fromPersistentVolumeClaim(claim, { size: Size.gibibytes(size) }) });
};

export const examples: RuleExamples = {
  fires: on(1, 15),
  holds: on(15, 15),
  spared: model({ source: ModelSource.pvc('claim', { size: Size.gibibytes(15) }) }),
  says: /the claim .* of the source asks for 1 GiB, the weights take 15 GiB/,
  fixes: [{
    fix: /let the claim ask for more, correct the size of the source, or acknowledge the finding/,
    broken: on(10, 15),
    mended: [on(20, 15), on(10, 5), bound(100, 15)],
  }],
};
