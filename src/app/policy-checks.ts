import { IConstruct } from 'constructs';
import { LocatedRemark } from './app-checks';
import { AppRegistry, RegisteredPolicy } from './app-registry';
import { judgeBy } from '../checks/rules';
import { sharedTarget } from '../checks/scaling-checks';
import { AcceleratorPool } from '../scaling/accelerator-pool';

/** The checks over all policies of an app. */
export function checkPolicies({ policies }: AppRegistry): LocatedRemark[] {
  return [...findPools(policies), ...findSharedTargets(policies)];
}

/** A pool is judged with all that take from it; the last of them is told. */
function findPools(policies: readonly RegisteredPolicy[]): LocatedRemark[] {
  const pools = new Map<string, (RegisteredPolicy & { readonly pool: AcceleratorPool })[]>();
  for (const policy of policies) {
    if (policy.pool) pools.set(policy.pool.name, [...pools.get(policy.pool.name) ?? [], { ...policy, pool: policy.pool }]);
  }
  return [...pools].flatMap(([name, members]) => judgeBy('accelerator-pool-exceeded', {
    pool: name,
    available: Math.min(...members.map(({ pool }) => pool.accelerators)),
    demands: members.map(({ at, input: { maxReplicas = 0, target } }) => (
      { path: at.node.path, maxReplicas, accelerators: target._facts.accelerators ?? 1 }
    )),
  }).map(remark => ({ at: members[members.length - 1].at, remark })));
}

/** Two policies of something outside of the app: those of a runtime are found beside it. */
function findSharedTargets(policies: readonly RegisteredPolicy[]): LocatedRemark[] {
  const first = new Map<string, IConstruct>();
  return policies.flatMap(({ at, input: { target, namespace, scaler } }) => {
    if (target._runtime && scaler._by.kind !== 'recordOnly') return [];
    const { apiVersion, kind, name } = target._workload;
    const key = [namespace, apiVersion, kind, name].join(' ');
    const other = first.get(key);
    if (!other) first.set(key, at);
    return other ? sharedTarget(String(name), other.node.path).map(remark => ({ at, remark })) : [];
  });
}
