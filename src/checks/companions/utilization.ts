import { Companion, nameOf } from './companion';
import { CompanionSubject } from './companion-subject';
import { REPLICA_RANGES } from './replica-ranges';
import { amountOf, runningContainersOf, saidOf } from './resources';
import { at, itemsAt, Json } from '../../ground/objects';
import { Remark } from '../remark';
import { isOff, toleranceOf } from '../scale-up';

/** What an autoscaler aims at of a resource of the Pods. */
interface Aim {
  readonly resource: string;
  /** The container that is measured; undefined for all together. */
  readonly container?: Json;
  /** In percent of what is requested, or an amount. */
  readonly percent?: Json;
  readonly amount?: Json;
}

/** Autoscalers that wait for more of a resource than the limits of the Pods let them use. */
export function checkUtilization({ horizontal, own: { template } }: CompanionSubject): Remark[] {
  return horizontal.flatMap(one => {
    const { behavior: path } = REPLICA_RANGES[one.kind];
    const behavior = path && at(one.manifest.spec, ...path);
    if (isOff(behavior, 'scaleUp')) return [];
    return aimsOf(one).flatMap(aim => judged(one, aim, { template, tolerance: toleranceOf(behavior) }));
  });
}

function judged(one: Companion, aim: Aim, { template, tolerance }: { template: Json; tolerance: number }): Remark[] {
  const { resource, container, percent, amount } = aim;
  const measured = runningContainersOf(template).filter(its => container === undefined || at(its, 'name') === container);
  const [requests, limits] = [totalOf(measured, 'requests', resource), totalOf(measured, 'limits', resource)];
  const wanted = typeof percent === 'number' && requests !== undefined ? requests * percent / 100 : Number(amountOf(amount) ?? NaN);
  // Without a limit the node is the bound. One that is below the request is another finding.
  if (!(wanted > 0) || !limits || wanted * (100 + tolerance) < limits * 100) return [];
  const isShare = typeof percent === 'number';
  const most = isShare ? `give at most ${Math.ceil(limits / requests! * 10000 / (100 + tolerance)) - 1} %` : 'give less';
  return [{
    rule: 'metric-never-exceeded',
    what: `${nameOf(one)} aims at ${isShare ? `${percent} % of the ${resource} that Pods request` : `${resource} ${String(amount)}`}, and with a `
      + `tolerance of ${tolerance} % replicas are added above `
      + `${Math.round((100 + tolerance) * wanted / limits * 10) / 10} % of their limit`,
    fix: `${most}, a smaller tolerance of behavior.scaleUp, or a larger limit of ${resource}`,
  }];
}

/** The amount of all containers together; undefined where one of them does not say it. */
function totalOf(containers: readonly Json[], list: string, resource: string): number | undefined {
  const amounts = containers.map(one => amountOf(saidOf(one, list, resource)));
  return amounts.length === 0 || amounts.includes(undefined) ? undefined : Number(amounts.reduce((sum, amount) => sum! + amount!, 0n));
}

function aimsOf({ kind, manifest: { spec } }: Companion): Aim[] {
  const known = (aims: readonly { readonly [member in keyof Aim]?: Json }[]) => (
    aims.filter(({ resource }) => resource === 'cpu' || resource === 'memory') as unknown as Aim[]
  );
  if (kind === 'HorizontalPodAutoscaler') {
    return known(itemsAt(spec, 'metrics').map(metric => at(metric, 'resource') ?? at(metric, 'containerResource')).map(metric => ({
      resource: at(metric, 'name'),
      container: at(metric, 'container'),
      percent: at(metric, 'target', 'averageUtilization'),
      amount: at(metric, 'target', 'averageValue'),
    })));
  }
  return known(itemsAt(spec, 'triggers').map(trigger => {
    const [value, container] = [at(trigger, 'metadata', 'value'), at(trigger, 'metadata', 'containerName')];
    return { resource: at(trigger, 'type'), container, ...(at(trigger, 'metricType') === 'AverageValue' ? { amount: value } : { percent: Number(value) }) };
  }));
}
