import { IConstruct } from 'constructs';
import { LocatedRemark } from './app-checks';
import { AppRegistry, PoolMember } from './app-registry';
import { Ledger } from './ledger';
import { judgeBy } from '../checks/rules';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { AcceleratorPool } from '../scaling/accelerator-pool';

/** Something takes accelerators of a pool; it is asked how many when the app is judged, and has nothing to say where something else says it. */
export function joinPool(at: IConstruct, pool: AcceleratorPool | undefined, demand: PoolMember['demand']): void {
  if (pool === undefined) return;
  const ledger = Ledger.of(at);
  ledger.registry.poolMembers.push({ at, pool, demand });
  ledger.addAppCheck('accelerator pools', checkPools);
}

/** A runtime, as far as it takes from a pool. */
interface Taking {
  readonly construct: IConstruct;
  readonly isAutoscaled: boolean;
  readonly input: {
    readonly replicas?: number;
    readonly settings: Pick<RuntimeSettings, 'acceleratorPool' | 'compute'>;
  };
}

/** A runtime takes what its replicas need, unless an autoscaler owns them, which takes more. */
export function joinOwnPool(runtime: Taking): void {
  joinPool(runtime.construct, runtime.input.settings.acceleratorPool, () => {
    const { replicas = 1, settings: { compute } } = runtime.input;
    if (runtime.isAutoscaled || !compute?.accelerator) return undefined;
    return { maxReplicas: replicas, accelerators: compute.acceleratorCount, isFixed: true };
  });
}

/** A pool is judged with all that take from it; the last of them is told. */
function checkPools({ poolMembers }: AppRegistry): LocatedRemark[] {
  const pools = new Map<string, PoolMember[]>();
  for (const member of poolMembers) pools.set(member.pool.name, [...pools.get(member.pool.name) ?? [], member]);
  return [...pools].flatMap(([name, members]) => {
    const sizes = [...new Set(members.map(({ pool }) => pool.accelerators))];
    const differing = judgeBy('accelerator-pool-differs', { pool: name, sizes }).map(remark => ({ at: members[members.length - 1].at, remark }));
    const asking = members.flatMap(({ at, demand }) => {
      const wanted = demand();
      return wanted ? [{ at, path: at.node.path, ...wanted }] : [];
    });
    if (asking.length === 0) return differing;
    const { at } = asking[asking.length - 1];
    const exceeded = judgeBy('accelerator-pool-exceeded', { pool: name, available: Math.min(...sizes), demands: asking });
    return [...differing, ...exceeded.map(remark => ({ at, remark }))];
  });
}
