import { Chart } from 'cdk8s';
import { ModelInfer, ModelInferProps, ModelRef, ModelSource } from '../../../src';
import { plainModel, plainProfile } from '../../fixtures';
import { acknowledged, RuleExamples } from '../rule-examples';

const claim = (name: string) => ModelSource.pvc(name, { path: 'model' });
const registered = (chart: Chart, id: string, source = claim('weights'), version = '1.0.0') => plainModel(chart, id, { registerOnly: true, replicas: undefined, source, version });
const infer = (props: Partial<ModelInferProps>, id = 'infer') => (chart: Chart) => new ModelInfer(chart, id, { model: registered(chart, 'model'), ...props });
const other = infer({ source: claim('others') });

export const examples: RuleExamples = {
  fires: other,
  holds: infer({ source: claim('weights'), version: '1.0.0' }),
  spared: chart => new ModelInfer(chart, 'infer', { model: ModelRef.named('model'), source: claim('others'), profile: plainProfile(chart) }),
  says: /the ModelInfer serves "pvc:\/\/others\/model", and the Model model says "pvc:\/\/weights\/model"/,
  fixes: [{
    fix: /register what it serves as a Model of its own/,
    broken: other,
    mended: [
      chart => new ModelInfer(chart, 'infer', { model: registered(chart, 'another', claim('others')) }),
      chart => acknowledged('infer-serves-other-weights', other)(chart),
    ],
  }, {
    fix: /register what it serves as a Model of its own/,
    broken: infer({ version: '1.0.1' }),
    mended: [chart => new ModelInfer(chart, 'infer', { model: registered(chart, 'another', claim('weights'), '1.0.1') })],
  }],
};
