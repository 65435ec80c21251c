import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { DerivedObject } from './derived-object';
import { Ledger, Subject } from './ledger';
import { Pass } from './pass';
import { RouteObjects } from './route-objects';
import { frontOf, judgeFront, ServedTarget, servedTarget } from './served-target';
import { checkDerivedObject } from '../checks/patch-checks';
import { Remark } from '../checks/remark';
import { checkServer } from '../checks/traffic/server-checks';
import { ServerSubject } from '../checks/traffic/server-subject';
import { durationText } from '../ground/durations';
import { invalid } from '../ground/errors';
import { mustBe } from '../ground/fields';
import { COUNT, PORT } from '../ground/kubernetes-fields';
import { checkedName, checkedObjectName, checkedPrintable } from '../ground/names';
import { ModelServerProps } from '../profiles/model-server-props';
import { ServiceType } from '../profiles/service-options';
import { modelServerSpec, ServerRecord } from '../render/traffic/records';
import { backendTlsSpec, serverServiceSpec } from '../render/traffic/server-service';
import { RouteDestination } from '../traffic/route-destination';
import { ModelLabels } from '../values/model-labels';

/** The types of a Service that a ModelServer can record. */
const TYPES: readonly (ServiceType | undefined)[] = [undefined, ServiceType.CLUSTER_IP, ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER];

/** The objects of a `ModelServer`, and the findings about them. */
export class ServerObjects implements Subject {
  public readonly name: string;
  public readonly port: number;
  public readonly resource: DerivedObject;
  public readonly service?: DerivedObject;
  /** How Gateways verify a server that speaks TLS itself. */
  public readonly tlsPolicy?: DerivedObject;
  public readonly routes?: RouteObjects;
  public readonly destination: RouteDestination;
  private readonly target: ServedTarget;
  private readonly record: ServerRecord;

  /**
   * @param construct the server, which the objects stand below.
   * @param props what its user says; throws on values that cannot be.
   */
  public constructor(public readonly construct: Construct, private readonly props: ModelServerProps) {
    this.target = servedTarget(props.target, construct, props.registerOnly);
    this.name = props.name === undefined ? `${this.target.infer.name.replace(/-infer$/, '')}-server` : checkedName(props.name);
    this.record = this.recordOf();
    this.port = this.record.service.port;
    const labels = { [ModelLabels.MODEL_SERVER]: this.name, 'app.kubernetes.io/name': 'model-server', 'app.kubernetes.io/instance': this.name, 'app.kubernetes.io/managed-by': 'cdk8s' };
    this.resource = this.object('Resource', { apiVersion: 'networking.matrixinfer.ai/v1alpha1', kind: 'ModelServer' }, {
      labels: checkedPrintable('label of the ModelServer', props.metadata?.labels), annotations: checkedPrintable('annotation of the ModelServer', props.metadata?.annotations),
    }, modelServerSpec(this.record));
    this.destination = this.destinationOf();
    const { registry } = Ledger.of(construct);
    registry.addResource(this.resource);
    registry.servers.push({ at: construct, name: this.name, namespace: Chart.of(construct).namespace, podsOf: this.target.podsOf, port: this.port });
    if (props.registerOnly) return;
    const { target, tls } = frontOf(this.target);
    this.service = this.object('Service', { apiVersion: 'v1', kind: 'Service' }, { labels, annotations: checkedPrintable('annotation of the Service', this.record.service.annotations) }, serverServiceSpec(this.record, { podsOf: this.target.podsOf, target, tls }));
    if (props.tls?.certificateAuthority !== undefined) this.tlsPolicy = this.object('TlsPolicy', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'BackendTLSPolicy' }, { labels }, this.tlsPolicySpec(props.tls.certificateAuthority));
    if (props.gateway) {
      this.routes = new RouteObjects(construct, this.name, labels, {
        routes: [{ to: this.destination, from: `the server ${this.name}`, match: { path: this.record.routing.path }, rewrite: props.routing?.rewrite }], gateway: props.gateway,
      });
    }
  }

  public check(pass: Pass): Remark[] {
    return [
      ...checkServer(this.subject()),
      ...judgeFront('ModelServer', this.name, this.target, pass),
      ...this.routes?.check() ?? [],
      ...[this.resource, this.service, this.tlsPolicy].flatMap(object => (object ? checkDerivedObject(object, { derived: object.derive() }) : [])),
    ];
  }

  private subject(): ServerSubject {
    const { gateway, registerOnly = false, routing } = this.props;
    const { routes } = Ledger.of(this.construct).registry;
    const leading = routes.filter(({ destinations }) => destinations.some(({ _facts }) => _facts?.path === this.construct.node.path));
    return {
      name: this.name, record: this.record, registerOnly, input: this.target.input?.(), rewrite: routing?.rewrite, hasRoute: gateway !== undefined, isVerified: this.tlsPolicy !== undefined,
      gateways: leading.map(route => route.gateway),
    };
  }

  private recordOf(): ServerRecord {
    const { service = {}, routing = {}, rateLimit, authentication, tls } = this.props;
    const { type, targetPort, annotations, sessionAffinity } = service;
    if (!TYPES.includes(type)) throw invalid({ what: 'type of the Service', got: type, allowed: 'ServiceType.CLUSTER_IP, NODE_PORT or LOAD_BALANCER', fix: 'use service of the model for the others' });
    const port = service.port ?? frontOf(this.target).port;
    if (port === undefined) throw invalid({ what: 'port of the Service', got: port, allowed: 'a port, because nothing is known of the target', fix: 'give service: { port: 8080 }' });
    mustBe(PORT, port, 'port of the Service', 'use for example 8080');
    mustBe(PORT, targetPort, 'targetPort of the Service', 'give the number of a port of the Pods');
    mustBe(COUNT, routing.retries, 'retries', 'give how often a request is sent again');
    const input = this.target.input?.();
    const own = input?.settings.tls;
    return {
      infer: this.target.infer,
      service: { type, port, targetPort, annotations, sessionAffinity },
      routing: { path: routing.path ?? (input?.engine.apiPath || '/'), timeout: routing.timeout && durationText('timeout', routing.timeout), retries: routing.retries },
      rateLimit,
      authentication,
      tls: tls ? { enabled: tls.enabled, secretName: tls.secretName ?? own?.secretName } : own && { secretName: own.secretName },
    };
  }

  private tlsPolicySpec(certificateAuthority: string): ReturnType<typeof modelServerSpec> {
    const { namespace } = Chart.of(this.construct);
    return backendTlsSpec({ service: this.name, host: namespace === undefined ? this.name : `${this.name}.${namespace}.svc`, certificateAuthority: checkedObjectName('certificateAuthority', certificateAuthority) });
  }

  private destinationOf(): RouteDestination {
    const { routing = {}, rateLimit, authentication } = this.props;
    return RouteDestination._of({ group: '', kind: 'Service', name: this.name, namespace: Chart.of(this.construct).namespace, port: this.port }, {
      path: this.construct.node.path, recordedAs: this.name, timeout: routing.timeout, retries: routing.retries, rateLimit, authentication, models: this.target.models,
    });
  }

  private object(id: string, { apiVersion, kind }: Readonly<Record<'apiVersion' | 'kind', string>>, metadata: object, spec: ReturnType<typeof modelServerSpec>): DerivedObject {
    const object = new DerivedObject(this.construct, id, { apiVersion, kind, metadata: { name: this.name, ...metadata }, parts: { spec: () => spec } });
    Ledger.of(this.construct).addObject(this.construct, object);
    return object;
  }
}
