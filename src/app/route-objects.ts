import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { DerivedObject } from './derived-object';
import { Ledger } from './ledger';
import { findOverlappingRoutes } from './route-overlaps';
import { namedServices, poolsBeside } from './routed-services';
import { checkDerivedObject } from '../checks/patch-checks';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { checkRoutes } from '../checks/traffic/route-checks';
import { JsonObject } from '../ground/objects';
import { checkDestinations, checkGateway } from '../render/traffic/checked-gateway';
import { httpRouteSpec } from '../render/traffic/http-route';
import { policiesOf } from '../render/traffic/policies';
import { grantsOf } from '../render/traffic/reference-grants';
import { routeParts } from '../render/traffic/route-parts';
import { PlannedRule, planRoutes, RouteInput } from '../render/traffic/route-plan';
import { GatewayDialect } from '../traffic/gateway-dialect';

/** The objects by which a Gateway leads requests on: HTTPRoutes, the policies of its dialect, and the permissions of other namespaces. */
export class RouteObjects {
  /** The rules, in their order. */
  public readonly rules: readonly PlannedRule[];

  /** The HTTPRoutes: one for each 16 rules. */
  public readonly routes: readonly DerivedObject[];

  /** The policies of the dialect. */
  public readonly policies: readonly DerivedObject[];

  /** A ReferenceGrant for each other namespace. */
  public readonly grants: readonly DerivedObject[];

  /**
   * @param construct stands for all of them.
   * @param name theirs.
   * @param labels theirs.
   * @param input the routes; throws on values that Gateway API does not take.
   */
  public constructor(
    private readonly construct: Construct,
    private readonly name: string,
    private readonly labels: { readonly [key: string]: string },
    private readonly input: RouteInput,
  ) {
    const { gateway } = input;
    const { namespace } = Chart.of(construct);
    const { dialect = GatewayDialect.STANDARD } = gateway;
    checkGateway(gateway);
    checkDestinations([...input.routes, ...input.fallback ? [{ to: input.fallback }] : []], namespace);
    this.rules = planRoutes(input);
    const ledger = Ledger.of(construct);
    const destinations = this.rules.flatMap(({ backends }) => backends.map(({ to }) => to));
    ledger.registry.routes.push({ at: construct, namespace, gateway, rules: this.rules, destinations });
    ledger.addAppCheck('routes-overlap', findOverlappingRoutes);
    for (const to of destinations) to._facts?.beside?.hold(dialect);
    const parts = routeParts(name, this.rules, namespace);
    this.routes = parts.map((part, index) => this.object(`Route${index === 0 ? '' : index + 1}`, {
      apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', name: part.name, spec: httpRouteSpec(part, gateway, namespace),
    }));
    this.policies = parts.flatMap(part => policiesOf(part, dialect)).map(policy => this.object(`${policy.kind}-${policy.name}`, policy));
    this.grants = grantsOf(this.rules, namespace).map(({ namespace: other, spec }) => this.object(`Grant-${other}`, {
      apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant', name: `${namespace}.${name}`, spec, namespace: other,
    }));
  }

  /** What is wrong with the routes, and with their objects as they are printed. */
  public check(): Remark[] {
    const objects = [...this.routes, ...this.policies, ...this.grants];
    const { registry: { servers, interceptors, tlsServices }, pass } = Ledger.of(this.construct);
    const { namespace } = Chart.of(this.construct);
    const byReference = this.rules.flatMap(({ backends }) => backends.map(({ to }) => to)).filter(({ _facts }) => _facts === undefined);
    const named = byReference.filter(({ kind }) => kind === 'Service');
    const byName = tlsServices.filter(service => named.some(to => to.name === service.name && (to.namespace ?? namespace) === service.namespace));
    return [
      ...byName.flatMap(({ name, input }) => judgeBy('gateway-speaks-plain', {
        name, input, gateways: [this.input.gateway], registerOnly: false, isVerified: false, isByName: true,
      })),
      ...checkRoutes({
        ...this.input,
        rules: this.rules,
        name: this.name,
        namespace,
        servers,
        services: namedServices(named, pass),
        pools: poolsBeside(byReference, pass),
        interceptors,
      }),
      ...objects.flatMap(object => checkDerivedObject(object, { derived: object.derive() })),
    ];
  }

  private object(id: string, { apiVersion, kind, name, spec, namespace }: TrafficObject): DerivedObject {
    const metadata = { name, ...(namespace !== undefined && { namespace }), labels: { ...this.labels } };
    const object = new DerivedObject(this.construct, id, { apiVersion, kind, metadata, parts: { spec: () => spec } });
    Ledger.of(this.construct).addObject(this.construct, object);
    return object;
  }
}

/** One object as data. */
interface TrafficObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly spec: JsonObject;
}
