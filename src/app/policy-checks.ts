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

/** Several policies of one target. Of those that act, those of a runtime of the app are found beside it. */
function findSharedTargets(policies: readonly RegisteredPolicy[]): LocatedRemark[] {
  const targets = new Map<string, RegisteredPolicy[]>();
  for (const policy of policies) {
    const { target, namespace } = policy.input;
    const { apiVersion, kind, name } = target._workload;
    const key = [namespace, apiVersion, kind, name].join(' ');
    targets.set(key, [...targets.get(key) ?? [], policy]);
  }
  return [...targets.values()].flatMap(sharing);
}

function sharing(policies: readonly RegisteredPolicy[]): LocatedRemark[] {
  const isRecorded = ({ input: { scaler } }: RegisteredPolicy) => scaler._by.kind === 'recordOnly';
  const [recorded, acting] = [policies.filter(isRecorded), policies.filter(policy => !isRecorded(policy))];
  const { target } = policies[0].input;
  const paths = (all: readonly RegisteredPolicy[]) => all.map(({ at }) => at.node.path);
  const mixed = judgeBy('policies-overlap', { target: target.name, acting: paths(acting), recorded: paths(recorded) });
  const alike = target._runtime ? [recorded] : [recorded, acting];
  return [
    ...mixed.map((remark, index) => ({ at: recorded[index].at, remark })),
    ...alike.flatMap(([first, ...others]) => others.flatMap(({ at }) => (
      sharedTarget(target.name, first.at.node.path).map(remark => ({ at, remark }))
    ))),
  ];
}
