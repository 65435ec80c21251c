import { LocatedRemark } from './app-checks';
import { AppRegistry, RegisteredPolicy } from './app-registry';
import { judgeBy } from '../checks/rules';
import { sharedTarget } from '../checks/scaling-checks';

/** Several policies of one target. Of those that act, those of a runtime of the app are found beside it. */
export function findSharedTargets({ policies }: AppRegistry): LocatedRemark[] {
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
