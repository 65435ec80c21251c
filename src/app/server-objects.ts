import { ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ObjectsBeside } from './beside-server';
import { bypassesOf, foreignBypassesOf } from './bypassing-routes';
import { DerivedObject } from './derived-object';
import { Ledger, Subject } from './ledger';
import { Pass } from './pass';
import { RouteObjects } from './route-objects';
import { apiOf, frontOf, judgeFront, judgeName, ServedTarget, servedTarget, serverNameOf } from './served-target';
import { serverRecord } from './server-record';
import { checkDerivedObject } from '../checks/patch-checks';
import { unusedOfServer } from '../checks/registered-settings';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { checkServer } from '../checks/traffic/server-checks';
import { ServerSubject } from '../checks/traffic/server-subject';
import { CommonLabels, MANAGED } from '../ground/common-labels';
import { checkedRecordName, checkedObjectName, checkedPrintable } from '../ground/names';
import { JsonObject } from '../ground/objects';
import { ModelServerProps, SessionAffinity } from '../profiles/model-server-props';
import { givenLabelsOf } from '../render/pod-template';
import { modelServerSpec, ServerRecord } from '../render/traffic/records';
import { backendTlsSpec, serverServiceSpec } from '../render/traffic/server-service';
import { RouteDestination } from '../traffic/route-destination';
import { ModelLabels } from '../values/model-labels';

/** What an object of a server is, by its kind. */
const KINDS = {
  resource: { apiVersion: 'networking.matrixinfer.ai/v1alpha1', kind: 'ModelServer' },
  service: { apiVersion: 'v1', kind: 'Service' },
  tlsPolicy: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'BackendTLSPolicy' },
};

/** The objects of a `ModelServer`, and the findings about them. */
export class ServerObjects implements Subject {
  public readonly name: string;
  public readonly resource: DerivedObject;
  public readonly service?: DerivedObject;
  /** How Gateways verify a server that speaks TLS itself. */
  public readonly tlsPolicy?: DerivedObject;
  public readonly routes?: RouteObjects;
  /** What a dialect has beside the Service. */
  public readonly beside: ObjectsBeside;
  public readonly destination: RouteDestination;
  private readonly target: ServedTarget;
  private readonly record: ServerRecord;

  /**
   * @param construct the server, which the objects stand below.
   * @param props what its user says; throws on values that cannot be.
   */
  public constructor(public readonly construct: Construct, private readonly props: ModelServerProps) {
    this.target = servedTarget(props.target, construct, props.registerOnly ?? false);
    this.name = props.name === undefined ? serverNameOf(this.target.infer.name) : checkedRecordName(props.name, props.registerOnly);
    this.record = serverRecord(props, this.target);
    const { labels, annotations } = props.metadata ?? {};
    this.resource = this.object('Resource', KINDS.resource, modelServerSpec(this.record), {
      labels: checkedPrintable('label of the ModelServer', labels), annotations: checkedPrintable('annotation of the ModelServer', annotations),
    });
    const object = { group: '', kind: 'Service', name: this.name };
    const isSticky = this.record.service.sessionAffinity === SessionAffinity.CLIENT_IP;
    this.beside = new ObjectsBeside(construct, { object, isSticky, labels: this.labels, target: this.target });
    this.destination = this.destinationOf();
    this.register();
    if (props.registerOnly) {
      Ledger.of(construct).registry.addRecorded(this.resource);
      return;
    }
    this.service = this.serviceOf();
    this.tlsPolicy = this.tlsPolicyOf();
    this.routes = this.routesOf();
  }

  /** Port of the Service. */
  public get port(): number {
    return this.record.service.port;
  }

  public check(pass: Pass): Remark[] {
    return [
      ...(this.props.registerOnly ? judgeBy('register-only-ignores', { what: 'the ModelServer', unused: unusedOfServer(this.props) }) : []),
      ...checkServer(this.subject(pass)),
      ...judgeFront('ModelServer', this.name, this.target, pass),
      ...(this.service ? judgeName(this.target, pass) : []),
      ...this.routes?.check() ?? [],
      ...this.beside.check(),
      ...[this.resource, this.service, this.tlsPolicy].flatMap(object => (object ? checkDerivedObject(object, { derived: object.derive() }) : [])),
    ];
  }

  private subject({ surroundings }: Pass): ServerSubject {
    const { path } = this.construct.node;
    const { routes } = Ledger.of(this.construct).registry;
    const input = this.target.input?.();
    const reached = { path, name: this.name, namespace: this.namespace, podsOf: this.target.podsOf, labels: input && givenLabelsOf(input) };
    const leading = routes.filter(({ destinations }) => destinations.some(({ _facts }) => _facts?.path === path));
    return {
      name: this.name,
      record: this.record,
      registerOnly: this.props.registerOnly ?? false,
      input,
      gateways: leading.map(({ gateway }) => gateway),
      bypasses: [...bypassesOf(reached, routes), ...foreignBypassesOf(reached, surroundings)],
      isVerified: this.tlsPolicy !== undefined,
    };
  }

  private register(): void {
    const { registry } = Ledger.of(this.construct);
    registry.addResource(this.resource);
    const { name, namespace, port, target: { podsOf, input } } = this;
    registry.servers.push({ name, namespace, port, podsOf });
    const known = input?.();
    if (known?.settings.tls && !this.props.tls?.certificateAuthority) registry.tlsServices.push({ name, namespace, input: known });
  }

  private serviceOf(): DerivedObject {
    const { target, tls } = frontOf(this.target);
    const annotations = checkedPrintable('annotation of the Service', this.record.service.annotations);
    const spec = serverServiceSpec(this.record, { podsOf: this.target.podsOf, target, tls });
    return this.object('Service', KINDS.service, spec, { labels: this.labels, annotations });
  }

  private tlsPolicyOf(): DerivedObject | undefined {
    const { certificateAuthority } = this.props.tls ?? {};
    if (certificateAuthority === undefined) return undefined;
    checkedObjectName('certificateAuthority', certificateAuthority);
    const host = this.namespace === undefined ? this.name : `${this.name}.${this.namespace}.svc`;
    return this.object('TlsPolicy', KINDS.tlsPolicy, backendTlsSpec({ service: this.name, host, certificateAuthority }), { labels: this.labels });
  }

  private routesOf(): RouteObjects | undefined {
    const { gateway, routing } = this.props;
    if (gateway === undefined) return undefined;
    const route = { to: this.destination, from: `the server ${this.name}`, match: { path: this.record.routing.path }, rewrite: routing?.rewrite };
    return new RouteObjects(this.construct, this.name, this.labels, { routes: [route], gateway, isOfServer: true });
  }

  private destinationOf(): RouteDestination {
    const { routing = {}, rateLimit, authentication } = this.props;
    const { through } = this.props;
    const own = { group: '', kind: 'Service', name: this.name, namespace: this.namespace, port: this.port };
    return RouteDestination._of(through ? { ...through, group: through._group, namespace: through.namespace ?? this.namespace } : own, {
      path: this.construct.node.path,
      recordedAs: this.name,
      recordedIn: this.namespace,
      podsOf: this.target.podsOf,
      isServer: true,
      waking: through?._facts?.waking,
      timeout: routing.timeout,
      retries: routing.retries,
      rateLimit,
      authentication,
      names: this.target.names,
      api: apiOf(this.target.input?.().engine),
      beside: through ? undefined : this.beside,
    });
  }

  private get namespace(): string | undefined {
    return Chart.of(this.construct).namespace;
  }

  private get labels(): { [key: string]: string } {
    return {
      [ModelLabels.MODEL_SERVER]: this.name,
      [CommonLabels.NAME]: 'model-server',
      [CommonLabels.INSTANCE]: this.name,
      ...MANAGED,
    };
  }

  private object(id: string, of: typeof KINDS.service, spec: JsonObject, metadata: ApiObjectMetadata): DerivedObject {
    const object = new DerivedObject(this.construct, id, { ...of, metadata: { name: this.name, ...metadata }, parts: { spec: () => spec } });
    Ledger.of(this.construct).addObject(this.construct, object);
    return object;
  }
}
