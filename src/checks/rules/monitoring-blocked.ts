import { metricsPortOf, tryScraper } from '../../render/monitored';
import { podLabelsOf } from '../../render/pod-template';
import { hasOwnPolicy } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A NetworkPolicy in front of a model that is monitored, and nobody says where the one is who scrapes it. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the scrape ends in a timeout, and alerts and dashboards have nothing to read',
  topic: 'network',
  check({ plan, context: { neighbours } }) {
    const { settings, engine } = plan;
    if (!settings.monitoring?._any || !hasOwnPolicy(plan)) return NOT_APPLICABLE;
    if (tryScraper(settings) !== undefined || neighbours.mayLetIn(plan, podLabelsOf(plan))) return [];
    return [{
      what: `the model is monitored, and its NetworkPolicy lets nobody in who is known to scrape the port ${metricsPortOf(engine)}`,
      fix: 'give scraperNamespace in monitoring: the namespace in which Prometheus runs; acknowledge the finding where network.from names it already',
    }];
  },
};
