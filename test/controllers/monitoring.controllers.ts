import { Duration } from 'cdk8s';
import { OwnCluster } from './harness/own-cluster';
import {
  evaluatedRules, prometheusOf, scrapedTargets, startConfigured, startPrometheusOperator, WrittenConfiguration, writtenFor,
} from './harness/prometheus-operator';
import { describeWithControllers } from './harness/suite';
import { startModelServer } from './pods/model-server';
import { rendered } from './pods/rendered';
import { vllmMetrics } from './pods/served-load';
import { AlertRules, Monitoring, MonitorKind, PrometheusMonitoringOptions } from '../../src';
import { KubeObject } from '../cluster/harness/api-client';
import { eventually, eventuallyHolds } from '../cluster/workloads/eventually';
import { Workspace } from '../cluster/workloads/workspace';

const NAMESPACE = 'observed';

const MONITORS = { release: 'prometheus' };
const RULES = { role: 'alerts' };

/** A model, and how it is monitored. */
const MODELS: Readonly<Record<string, PrometheusMonitoringOptions>> = {
  'by-pods': { labels: MONITORS, ruleLabels: RULES },
  'by-service': { labels: MONITORS, ruleLabels: RULES, monitor: MonitorKind.SERVICE },
  'of-others': { labels: { release: 'others' } },
  'of-others-by-service': { labels: { release: 'others' }, monitor: MonitorKind.SERVICE },
};

function objectsOf(): KubeObject[] {
  return rendered(NAMESPACE, ({ model }) => {
    for (const [id, options] of Object.entries(MODELS)) {
      model(id, { replicas: 2, monitoring: Monitoring.prometheus({ interval: Duration.seconds(1), rules: AlertRules.of(), ...options }) });
    }
  });
}

/** The alerts that the objects of some models have. */
function alertsOf(objects: readonly KubeObject[], names: readonly string[]): string[] {
  const mine = objects.filter(({ kind, metadata }) => kind === 'PrometheusRule' && names.includes(metadata!.name!)) as unknown as PrometheusRule[];
  return mine.flatMap(({ spec }) => spec.groups.flatMap((group) => group.rules.map(({ alert }) => alert))).sort();
}

interface PrometheusRule { readonly spec: { readonly groups: readonly { readonly rules: readonly { readonly alert: string }[] }[] } }

/** The names of ports that a job keeps. */
function portsOf({ relabel_configs: steps }: WrittenConfiguration['jobs'][number]): (string | undefined)[] {
  return steps.filter(({ action, source_labels: [source] = [] }) => action === 'keep' && source!.endsWith('_port_name')).map(({ regex }) => regex);
}

const startPod = (pod: Parameters<typeof startModelServer>[0], address: string) => startModelServer(pod, address, { metrics: () => vllmMetrics('llama', {}) });

describeWithControllers('monitors and alerts by the operator of Prometheus', startPod, (cluster) => {
  const objects = objectsOf();
  let own: OwnCluster;
  let workspace: Workspace;
  beforeAll(async () => {
    own = cluster();
    await startPrometheusOperator(own);
    workspace = await Workspace.make(own.plane, NAMESPACE);
    await workspace.apply(prometheusOf(own, 'mine', { monitors: MONITORS, rules: RULES }), ...objects);
  }, 180_000);

  test('are selected by their labels, and lead to the port and the path of the model', async () => {
    await eventuallyHolds(async () => {
      const { jobs, rules: files } = (await writtenFor(own, NAMESPACE, 'mine'))!;
      expect(jobs.map((job) => [job.job_name, job.metrics_path, ...portsOf(job)]).sort()).toEqual([
        ['podMonitor/observed/by-pods/0', '/metrics', 'http'],
        ['serviceMonitor/observed/by-service/0', '/metrics', 'http'],
      ]);
      expect(files.map((file) => file.replace(/-[0-9a-f-]{36}\.yaml$/, '')).sort()).toEqual(['observed-by-pods', 'observed-by-service']);
    });
  });

  test('make a real Prometheus scrape every Pod of these models, with no other, and look after their alerts', async () => {
    const names = ['by-pods', 'by-service'];
    await startConfigured(own, NAMESPACE, 'mine');
    const pods = (await Promise.all(names.map((name) => eventually(() => workspace.podsOf(name), ({ length }) => length === 2)))).flat();
    await eventuallyHolds(async () => {
      const found = await scrapedTargets();
      expect(found.map(({ labels, health }) => `${labels.namespace}/${labels.pod} ${health}`).sort())
        .toEqual(pods.map(({ metadata }) => `${NAMESPACE}/${metadata.name} up`).sort());
    });
    await eventuallyHolds(async () => {
      const found = await evaluatedRules();
      expect(found.map(({ name }) => name).sort()).toEqual(alertsOf(objects, names));
      expect(found.filter(({ health }) => health !== 'ok')).toEqual([]);
    });
    expect(alertsOf(objects, names).length).toBeGreaterThan(names.length);
  });
});
