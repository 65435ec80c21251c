import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { DerivedObject } from './derived-object';
import { Ledger, Subject } from './ledger';
import { RouteObjects } from './route-objects';
import { checkDerivedObject } from '../checks/patch-checks';
import { unusedOfRoute } from '../checks/registered-settings';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { CommonLabels, MANAGED } from '../ground/common-labels';
import { invalid } from '../ground/errors';
import { mustBe, whole } from '../ground/fields';
import { invalidIn } from '../ground/input/within';
import { COUNT } from '../ground/kubernetes-fields';
import { checkedRecordName, checkedPrintable, nameFromId } from '../ground/names';
import { ModelRouteProps } from '../profiles/model-route-props';
import { modelRouteSpec } from '../render/traffic/records';
import { GivenRoute } from '../render/traffic/route-plan';
import { IRouteDestination, RouteDestination } from '../traffic/route-destination';
import { ModelLabels } from '../values/model-labels';

/** The objects of a `ModelRoute`, and the findings about them. */
export class ModelRouteObjects implements Subject {
  public readonly name: string;
  public readonly resource: DerivedObject;
  public readonly routes?: RouteObjects;

  /**
   * @param construct the route, which the objects stand below.
   * @param id its id.
   * @param props what its user says; throws on values that cannot be.
   */
  public constructor(public readonly construct: Construct, id: string, private readonly props: ModelRouteProps) {
    const { gateway, canary, metadata, registerOnly } = props;
    this.name = props.name === undefined ? nameFromId(id) : checkedRecordName(props.name, props.registerOnly);
    const routes = givenRoutes(props);
    const fallback = props.fallback && destinationOf(props.fallback, 'fallback');
    const { namespace } = Chart.of(construct);
    const spec = modelRouteSpec({ routes, fallback, canary, gateway, namespace });
    this.resource = new DerivedObject(construct, 'Resource', {
      apiVersion: 'networking.matrixinfer.ai/v1alpha1',
      kind: 'ModelRoute',
      metadata: {
        name: this.name,
        labels: checkedPrintable('label of the ModelRoute', metadata?.labels),
        annotations: checkedPrintable('annotation of the ModelRoute', metadata?.annotations),
      },
      own: {},
      parts: { spec: () => spec },
    });
    const ledger = Ledger.of(construct);
    ledger.registry.addResource(this.resource);
    ledger.addObject(construct, this.resource);
    if (registerOnly) {
      ledger.registry.addRecorded(this.resource);
      return;
    }
    if (gateway === undefined) {
      const fix = 'give gateway: { parents: [GatewayRef.gateway("inference")] }; or registerOnly: true where something else routes by it';
      throw invalidIn(construct, { what: 'gateway', got: 'nothing', allowed: 'the Gateways that lead requests on', fix });
    }
    this.routes = new RouteObjects(construct, this.name, this.labels(), { routes, fallback, canary, gateway });
  }

  public check(): Remark[] {
    return [
      ...(this.props.registerOnly ? judgeBy('register-only-ignores', { what: 'the ModelRoute', unused: unusedOfRoute(this.props) }) : []),
      ...this.routes?.check() ?? [],
      ...checkDerivedObject(this.resource, { derived: this.resource.derive() }),
    ];
  }

  private labels(): { [key: string]: string } {
    return {
      [ModelLabels.MODEL_ROUTE]: this.name,
      [CommonLabels.NAME]: 'model-route',
      [CommonLabels.INSTANCE]: this.name,
      ...MANAGED,
    };
  }
}

/** Where something leads; throws on something of a user's own that does not know it. */
function destinationOf(to: IRouteDestination, what: string): RouteDestination {
  const destination = to.destination as RouteDestination | undefined;
  if (destination !== undefined) return destination;
  const allowed = 'a ModelServer, an InferencePool or a RouteDestination';
  throw invalid({ what, got: 'something without a destination', allowed, fix: 'let destination answer RouteDestination.service(…)' });
}

/** The routes as they are planned: what they lead to is asked once. */
function givenRoutes({ routes }: ModelRouteProps): GivenRoute[] {
  if (routes.length === 0) throw invalid({ what: 'routes', got: 'none', allowed: 'at least one route', fix: 'give for example [{ to: server }]' });
  return routes.map(({ to, ...route }, index) => {
    mustBe(whole(0, 100), route.weight, `weight of routes[${index}]`, 'give a share in percent');
    mustBe(COUNT, route.retries, `retries of routes[${index}]`, 'give how often a request is sent again');
    return { ...route, to: destinationOf(to, `to of routes[${index}]`) };
  });
}
