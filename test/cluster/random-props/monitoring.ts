import fc from 'fast-check';
import { durations, freeTexts, labelValues, made, maps, numbers, qualifiedNames, Recipe, secretKeys, structs, texts } from './values';

/** Who sees a model: nine of ten say nothing, so that servers without metrics synthesize as often as before. */
export function monitorings(): fc.Arbitrary<Recipe> {
  const labels = maps(qualifiedNames(), labelValues());
  const scrape = {
    interval: durations(10, 120),
    timeout: durations(1, 10),
    scraperNamespace: texts('monitoring', 'gmp-system'),
    certificateAuthority: secretKeys(),
    rules: fc.oneof(made('alerts', alerts()), fc.constant({ $noAlerts: [] })),
    dashboard: fc.oneof(made('dashboard', structs({ labels, annotations: maps(qualifiedNames(), freeTexts()) })), fc.constant({ $noDashboard: [] })),
  };
  const prometheus = structs({ ...scrape, labels, ruleLabels: labels, monitor: texts('PodMonitor', 'ServiceMonitor') });
  return fc.oneof(
    { weight: 18, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: made('monitoring', fc.tuple(fc.constant('prometheus'), prometheus)) },
    { weight: 1, arbitrary: made('monitoring', fc.tuple(fc.constant('googleManaged'), structs(scrape))) },
  );
}

function alerts(): fc.Arbitrary<Recipe> {
  return structs({
    waiting: numbers(0, 99),
    cacheUsage: fc.constantFrom(0.5, 1, 1e-9),
    restarts: numbers(0, 9),
    timeToFirstToken: durations(1, 60),
    requestTime: durations(1, 600),
    lasting: durations(1, 900),
    starting: durations(60, 3_600),
    kubeStateMetrics: fc.boolean(),
    labels: maps(texts('team', 'severity'), freeTexts()),
    annotations: maps(texts('runbook_url'), freeTexts()),
  });
}
