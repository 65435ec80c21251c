import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { DerivedObject } from './derived-object';
import { Ledger } from './ledger';
import { ServedTarget } from './served-target';
import { checkDerivedObject } from '../checks/patch-checks';
import { Remark } from '../checks/remark';
import { JsonObject } from '../ground/objects';
import { orRefusal } from '../render/refusal';
import { planRuntime } from '../render/runtime-plan';
import { besideOf, Front } from '../render/traffic/beside';
import { isInRoute } from '../render/traffic/dialects';
import { gkeSeconds, healthCheckSpec } from '../render/traffic/gke';
import { GatewayDialect } from '../traffic/gateway-dialect';

/** The server or the pool that objects are beside. */
export interface Fronted extends Pick<Front, 'object' | 'isSticky' | 'picker'> {
  readonly labels: { readonly [key: string]: string };
  readonly target: ServedTarget;
}

/** What dialects have beside a server or a pool: their policies of its health, its requests, and how it is called. */
export class ObjectsBeside {
  private readonly made: DerivedObject[] = [];
  private readonly held = new Set<string>();

  /**
   * @param construct the server or the pool, which they stand below.
   * @param fronted what it is, and what is behind it.
   */
  public constructor(private readonly construct: Construct, private readonly fronted: Fronted) {}

  /** Those that were made by now. */
  public get policies(): readonly DerivedObject[] {
    return this.made;
  }

  /** Whether it is known how the Pods are asked for their health. */
  public get knowsHealth(): boolean {
    const probe = this.probe();
    return probe !== undefined && healthCheckSpec(this.fronted.object, probe) !== undefined;
  }

  /** The longest time that routes of dialects without one in the route itself say; undefined where none says one. */
  public get seconds(): number | undefined {
    const { path } = this.construct.node;
    const held = Ledger.of(this.construct).registry.routes.filter(({ gateway: { dialect } }) => dialect !== undefined && !isInRoute('timeout', dialect));
    const leading = held.flatMap(({ rules }) => rules).filter(({ backends }) => backends.some(({ to }) => to._facts?.path === path));
    const all = leading.flatMap(({ timeout }) => (timeout === undefined ? [] : [gkeSeconds(timeout)]));
    return all.length === 0 ? undefined : Math.max(...all);
  }

  /** Makes what a dialect has there, once, whoever leads there first. */
  public hold(dialect: GatewayDialect): void {
    if (this.held.has(dialect.name)) return;
    this.held.add(dialect.name);
    const { object, isSticky, picker, labels } = this.fronted;
    const front = { object, isSticky, picker, probe: this.probe(), seconds: () => this.seconds, ending: () => this.ending() };
    for (const { apiVersion, kind, name, spec } of besideOf(front, dialect)) {
      const metadata = { name, namespace: Chart.of(this.construct).namespace, labels: { ...labels } };
      const one = new DerivedObject(this.construct, kind, { apiVersion, kind, metadata, parts: { spec } });
      Ledger.of(this.construct).addObject(this.construct, one);
      this.made.push(one);
    }
  }

  /** What is wrong with them as they are printed. */
  public check(): Remark[] {
    return this.made.flatMap(object => checkDerivedObject(object, { derived: object.derive() }));
  }

  private probe(): JsonObject | undefined {
    const input = this.fronted.target.input?.();
    if (input === undefined) return undefined;
    const { engine, servedName, settings } = input;
    return engine._facts.probes.readiness._render(servedName, undefined, engine.ports.http, settings.tls !== undefined);
  }

  private ending(): number | undefined {
    const input = this.fronted.target.input?.();
    const plan = input && orRefusal(() => planRuntime(input));
    return plan && 'timing' in plan ? plan.timing.leaving + plan.timing.finishing : undefined;
  }
}
