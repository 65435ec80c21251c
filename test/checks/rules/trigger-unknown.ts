import { Scaler, Scaling } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';

const by = (type: string, scaler = Scaler.keda()) => policy({ scaling: [Scaling.byTrigger({ type, metadata: { topic: 'prompts' } })], scaler });

export const examples: RuleExamples = {
  fires: by('kakfa'),
  holds: by('kafka'),
  spared: policy(),
  says: /KEDA 2\.21 has no trigger of the type "kakfa"/,
  fixes: [
    { fix: /use "kafka"; acknowledge the finding where the KEDA of the cluster has it/, broken: by('kakfa'), mended: [by('kafka'), acknowledged('trigger-unknown', by('kakfa'))] },
    { fix: /use a type of https:\/\/keda\.sh\/docs\/2\.21\/scalers\//, broken: by('of-our-own-scaler'), mended: [by('external')] },
  ],
};
