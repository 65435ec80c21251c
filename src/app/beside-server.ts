import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { DerivedObject } from './derived-object';
import { Ledger } from './ledger';
import { ServedTarget } from './served-target';
import { checkDerivedObject } from '../checks/patch-checks';
import { Remark } from '../checks/remark';
import { secondsIn } from '../ground/durations';
import { JsonObject } from '../ground/objects';
import { orRefusal } from '../render/refusal';
import { planRuntime } from '../render/runtime-plan';
import { isInRoute } from '../render/traffic/dialects';
import { backendPolicySpec, GkeTarget, healthCheckSpec } from '../render/traffic/gke';
import { GatewayDialect } from '../traffic/gateway-dialect';
import { BesideServer } from '../traffic/private/server-facts';

/** The server or the pool that policies are beside. */
interface Front {
  readonly object: GkeTarget;
  readonly labels: { readonly [key: string]: string };
  readonly target: ServedTarget;
}

/** The policies of GKE beside a server or a pool: that of its health, and that of its requests. */
export class PoliciesBeside implements BesideServer {
  private readonly made: DerivedObject[] = [];

  /**
   * @param construct the server or the pool, which they stand below.
   * @param front what it is, and what is behind it.
   */
  public constructor(private readonly construct: Construct, private readonly front: Front) {}

  /** Those that were made by now. */
  public get policies(): readonly DerivedObject[] {
    return this.made;
  }

  public get knowsHealth(): boolean {
    return this.healthCheck() !== undefined;
  }

  public get seconds(): number | undefined {
    const { path } = this.construct.node;
    const held = Ledger.of(this.construct).registry.routes.filter(({ gateway: { dialect } }) => dialect !== undefined && isBeside(dialect));
    const leading = held.flatMap(({ rules }) => rules).filter(({ backends }) => backends.some(({ to }) => to._facts?.path === path));
    const all = leading.flatMap(({ timeout }) => (timeout === undefined ? [] : [secondsIn(timeout)]));
    return all.length === 0 ? undefined : Math.max(...all);
  }

  public hold(dialect: GatewayDialect): void {
    if (!isBeside(dialect) || this.made.length > 0) return;
    if (this.knowsHealth) this.add('HealthCheckPolicy', () => this.healthCheck()!);
    this.add('GCPBackendPolicy', () => backendPolicySpec(this.front.object, { seconds: this.seconds, ending: this.ending() }));
  }

  /** What is wrong with them as they are printed. */
  public check(): Remark[] {
    return this.made.flatMap(object => checkDerivedObject(object, { derived: object.derive() }));
  }

  private healthCheck(): JsonObject | undefined {
    const input = this.front.target.input?.();
    if (input === undefined) return undefined;
    const { engine, servedName, settings } = input;
    const probe = engine._facts.probes.readiness._render(servedName, undefined, engine.ports.http, settings.tls !== undefined);
    return healthCheckSpec(this.front.object, probe);
  }

  /** How long the Pods still answer when they end, in seconds; undefined where that is not known, or nothing can be rendered. */
  private ending(): number | undefined {
    const input = this.front.target.input?.();
    const plan = input && orRefusal(() => planRuntime(input));
    return plan && 'timing' in plan ? plan.timing.leaving + plan.timing.finishing : undefined;
  }

  private add(kind: string, spec: () => JsonObject): void {
    const { name } = this.front.object;
    const metadata = { name, namespace: Chart.of(this.construct).namespace, labels: { ...this.front.labels } };
    const object = new DerivedObject(this.construct, kind, { apiVersion: 'networking.gke.io/v1', kind, metadata, parts: { spec } });
    Ledger.of(this.construct).addObject(this.construct, object);
    this.made.push(object);
  }
}

/** Whether a dialect says times beside what routes lead to, and not in routes. */
function isBeside(dialect: GatewayDialect): boolean {
  return !isInRoute('timeout', dialect);
}
