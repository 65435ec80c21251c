import { Companion, nameOf, OwnObjects } from './companion';
import { amountOf, containersOf, runningContainersOf, saidOf } from './resources';
import { at, itemsAt, Json } from '../../ground/objects';
import { Remark } from '../remark';

/** Of these, a quota demands that every container says them. */
const DEMANDED = /^(?:(requests|limits)\.)?(cpu|memory)$/;

/** The resources that a quota counts of a Pod; `cpu` is `requests.cpu`. */
const COUNTED = /^(?:(requests|limits)\.)?(cpu|memory|ephemeral-storage|[a-z0-9.-]+\/[A-Za-z0-9._-]+)$/;

/** Quotas of the namespace: Pods that go beyond are never made, and the Deployment alone says so. Those for some Pods only are not read. */
export function checkQuotas(quotas: readonly Companion[], ranges: readonly Companion[], own: OwnObjects): Remark[] {
  const all = quotas.filter(({ manifest }) => at(manifest, 'spec', 'scopeSelector') === undefined && itemsAt(manifest, 'spec', 'scopes').length === 0);
  return all.flatMap(quota => [...checkDemands(quota, ranges, own), ...checkAmounts(quota, own)]);
}

function hardOf({ manifest }: Companion): [string, Json][] {
  return Object.entries(at(manifest, 'spec', 'hard') ?? {}) as [string, Json][];
}

function checkDemands(quota: Companion, ranges: readonly Companion[], { template }: OwnObjects): Remark[] {
  const demanded = hardOf(quota).flatMap(([key]) => {
    const [, list = 'requests', resource] = DEMANDED.exec(key) ?? [];
    return resource === undefined || isDefaulted(ranges, resource) ? [] : [{ key, list, resource }];
  });
  const missing = demanded.filter(({ list, resource }) => containersOf(template).some(one => saidOf(one, list, resource) === undefined));
  if (missing.length === 0) return [];
  return [{
    rule: 'quota-demands-resources',
    what: `${nameOf(quota)} counts ${missing.map(({ key }) => key).join(', ')}, and containers of the model do not say it`,
    fix: 'make a LimitRange in the namespace that gives a default for it, or count requests only; acknowledge the finding when there is such a LimitRange outside of the app',
  }];
}

/** Whether a LimitRange gives every container a value. */
function isDefaulted(ranges: readonly Companion[], resource: string): boolean {
  return ranges.some(({ manifest }) => itemsAt(manifest, 'spec', 'limits').some(limit => (
    at(limit, 'type') === 'Container' && (at(limit, 'default', resource) ?? at(limit, 'max', resource)) !== undefined
  )));
}

function checkAmounts(quota: Companion, { template, replicas = 1 }: OwnObjects): Remark[] {
  return hardOf(quota).flatMap(([key, hard]): Remark[] => {
    const [, list = 'requests', resource] = COUNTED.exec(key) ?? [];
    const one = key === 'pods' || key === 'count/pods' ? amountOf(1) : totalOf(template, list, resource);
    const most = amountOf(hard);
    if (one === undefined || most === undefined || one * BigInt(replicas) <= most) return [];
    const who = replicas === 1 ? 'one Pod of the model takes' : `the ${replicas} Pods of the model take`;
    return [{ rule: 'quota-too-small', what: `${nameOf(quota)} has ${key} ${String(hard)}, and ${who} more`, fix: 'raise the quota, or use fewer replicas or a smaller compute' }];
  });
}

function totalOf(template: Json, list: string, resource: string | undefined): bigint | undefined {
  if (resource === undefined) return undefined;
  const amounts = runningContainersOf(template).map(one => amountOf(saidOf(one, list, resource))).filter(amount => amount !== undefined);
  return amounts.reduce<bigint | undefined>((sum, amount) => (sum ?? 0n) + amount, undefined);
}
