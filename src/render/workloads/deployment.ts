import { Workload } from './workload';
import { compact, JsonObject, orNothing } from '../../ground/objects';
import { ModelLabels } from '../../values/model-labels';
import { RuntimePlan } from '../runtime-plan';
import { ServingPlan } from '../serving-plan';

/** One Deployment: any replica of it answers alike. */
export const DEPLOYMENT: Workload = {
  rows: [{
    id: 'Resource',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: 'deploymentMetadata',
    templatesAt: [['spec', 'template']],
    spec: ({ roles: [{ plan, template }] }: ServingPlan) => deploymentSpec(plan, template),
    derivedSpec: ({ roles: [{ plan, derivedTemplate }] }: ServingPlan) => deploymentSpec(plan, derivedTemplate),
  }],
};

function deploymentSpec(plan: RuntimePlan, template: JsonObject): JsonObject {
  return compact({
    replicas: plan.autoscaled ? undefined : plan.replicas ?? 1,
    progressDeadlineSeconds: plan.timing.progressDeadline,
    selector: { matchLabels: { [ModelLabels.MODEL]: plan.name } },
    strategy: orNothing(plan.rollout._render()),
    template,
  });
}
