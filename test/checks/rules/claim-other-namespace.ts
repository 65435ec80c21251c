import { App, Chart, Size } from 'cdk8s';
import { PersistentVolumeAccessMode, PersistentVolumeClaim } from 'cdk8s-plus-27';
import { ModelSource } from '../../../src';
import { plainModel } from '../../fixtures';
import { other, RuleExamples } from '../rule-examples';

const claimIn = (chart: Chart) => new PersistentVolumeClaim(chart, 'claim', { storage: Size.gibibytes(9), accessModes: [PersistentVolumeAccessMode.READ_WRITE_MANY] });
const sourceIn = (chart: Chart) => ModelSource.fromPersistentVolumeClaim(new PersistentVolumeClaim(chart, 'claim', {
  storage: Size.gibibytes(9), accessModes: [PersistentVolumeAccessMode.READ_WRITE_MANY],
}));

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.fromPersistentVolumeClaim(claimIn(new Chart(App.of(chart), 'other', { namespace: 'other' }))) }),
  holds: chart => plainModel(chart, 'model', { source: ModelSource.fromPersistentVolumeClaim(claimIn(chart)) }),
  says: /other\/.*is used in namespace "ml"/,
  fixes: [{
    fix: /make a claim in the namespace of the model, or give the chart that namespace/,
    broken: chart => plainModel(chart, 'model', { source: sourceIn(other(chart)) }),
    mended: [
      chart => plainModel(chart, 'model', { source: sourceIn(chart) }),
      chart => {
        const there = other(chart);
        return plainModel(there, 'model', { source: sourceIn(there) });
      },
    ],
  }],
};
