import { Severity } from '../../values/finding';
import { isCount, nameOf } from '../replica-facts';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The metric that an autoscaler goes by. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the metric says little or nothing of how busy the server is; replicas stay as they are, or come and go for no reason',
  saidBy: ['companions/scaling'],
  topic: 'autoscaler',
  after: 'autoscaler-scales-to-zero',
  check({ plan: { replicas, compute, engine, autoscaler } }) {
    const { resources = [] } = autoscaler ?? {};
    if (autoscaler === undefined || resources.length === 0 || !isCount(replicas)) return NOT_APPLICABLE;
    const unmeasured = resources.filter(resource => resource !== 'cpu' && resource !== 'memory');
    const { waiting } = engine.metrics ?? {};
    const better = `scale by a metric of the server${waiting === undefined ? '' : `, for example ${waiting}`}, through a metrics adapter or KEDA`;
    if (unmeasured.length > 0) {
      return [{ what: `${nameOf(autoscaler)} goes by the resource ${unmeasured.join(', ')}, and Kubernetes measures cpu and memory only`, fix: better }];
    }
    return compute.accelerator === undefined ? [] : [{
      what: `${nameOf(autoscaler)} goes by ${resources.join(' and ')} alone, and the model works on ${compute.accelerator.name}`,
      fix: `${better}; or acknowledge the finding when you measured that it follows the load`,
    }];
  },
};
