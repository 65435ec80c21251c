import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DNS_LABEL, DNS_SUBDOMAIN, PORT } from '../ground/kubernetes-fields';
import { ServerFacts } from './private/server-facts';

/** A possible destination of a route: a `ModelServer`, an `InferencePool`, or a `RouteDestination` for an object that is made elsewhere. */
export interface IRouteDestination {
  /** The object that requests go to. */
  readonly destination: RouteDestination;
}

/** A Service, by reference. */
export interface ServiceDestinationProps {
  /** Port of the Service. */
  readonly port: number;

  /**
   * Namespace of the Service. A route in another namespace needs a ReferenceGrant there, which the library makes.
   *
   * @default - the namespace of the route
   */
  readonly namespace?: string;

  /**
   * Name of the `ModelServer` that a `ModelRoute` records, where the Service is in front of that server, such as the interceptor of KEDA's HTTP add-on.
   *
   * @default - the name of the Service
   */
  readonly modelServer?: string;

  /**
   * Namespace of that `ModelServer`, where it is not that of the Service in front of it.
   *
   * @default - the namespace of the Service
   */
  readonly modelServerNamespace?: string;
}

/** An InferencePool, by reference. */
export interface PoolDestinationOptions {
  /**
   * Its namespace. A route of another one needs a ReferenceGrant there, which the library makes.
   *
   * @default - the namespace of the route
   */
  readonly namespace?: string;

  /**
   * Name of the `ModelServer` of the same model, as a `ModelRoute` records it.
   *
   * @default - the name of the pool
   */
  readonly modelServer?: string;
}

/**
 * A reference to the destination of a route that is made elsewhere.
 *
 * @example
 * const destination = RouteDestination.service('llama-server', { port: 8080, namespace: 'ml-models' });
 */
export class RouteDestination implements IRouteDestination {
  static { brand(this, 'RouteDestination'); }

  /**
   * A Service: that of a `ModelServer` in another app, or one in front of a `ModelServer`.
   *
   * @param name its `metadata.name`.
   * @param props its port and namespace.
   *
   * @example
   * const proxy = RouteDestination.service('proxy', { port: 8080, namespace: 'proxies', modelServer: 'llama-server', modelServerNamespace: 'ml-models' });
   */
  public static service(name: string, props: ServiceDestinationProps): RouteDestination {
    [name, props] = judged('RouteDestination.service', [name, props], arguments);
    const { port, namespace, modelServer, modelServerNamespace } = props;
    mustBe(PORT, port, 'port of the Service', 'give the port that it has');
    mustBe(DNS_LABEL, modelServerNamespace, 'modelServerNamespace', 'give the name of a namespace');
    return new RouteDestination({ group: '', kind: 'Service', name, namespace, port }, modelServer, modelServerNamespace);
  }

  /**
   * An InferencePool. https://gateway-api-inference-extension.sigs.k8s.io/api-types/inferencepool/
   *
   * @param name its `metadata.name`.
   * @param options its namespace.
   *
   * @example
   * const pool = RouteDestination.inferencePool('llama', { modelServer: 'llama-server' });
   */
  public static inferencePool(name: string, options: PoolDestinationOptions = {}): RouteDestination {
    [name, options] = judged('RouteDestination.inferencePool', [name, options], arguments);
    return new RouteDestination({ group: 'inference.networking.k8s.io', kind: 'InferencePool', name, namespace: options.namespace }, options.modelServer);
  }

  /**
   * That of a construct of the library.
   * @internal
   */
  public static _of(backend: Backend, facts: ServerFacts): RouteDestination {
    return new RouteDestination(backend, facts.recordedAs, facts.recordedIn, facts);
  }

  /** Its kind. */
  public readonly kind: string;

  /** Its name. */
  public readonly name: string;

  /** Its namespace; `undefined` for that of the route. */
  public readonly namespace?: string;

  /** Its port; `undefined` for an InferencePool, which has ports of its own. */
  public readonly port?: number;

  /** Name of the `ModelServer`, as a `ModelRoute` records it. */
  public readonly modelServer: string;

  /**
   * Namespace of that `ModelServer`.
   * @internal
   */
  public readonly _recordedIn?: string;

  /** @internal */
  public readonly _group: string;

  /**
   * The facts of a server of this app.
   * @internal
   */
  public readonly _facts?: ServerFacts;

  private constructor(backend: Backend, modelServer: string = backend.name, recordedIn: string | undefined = backend.namespace, facts?: ServerFacts) {
    const { group, kind, name, namespace, port } = backend;
    mustBe(DNS_SUBDOMAIN, name, `name of the ${kind}`, 'give its metadata.name');
    mustBe(DNS_LABEL, namespace, `namespace of the ${kind}`, 'give the name of a namespace');
    mustBe(DNS_SUBDOMAIN, modelServer, 'modelServer', 'give the metadata.name of a ModelServer');
    this._group = group;
    this.kind = kind;
    this.name = name;
    this.namespace = namespace;
    this.port = port;
    this.modelServer = modelServer;
    this._recordedIn = recordedIn;
    this._facts = facts;
  }

  /** Itself: a reference can be given wherever a route leads to. */
  public get destination(): RouteDestination {
    return this;
  }
}

/** The object that a route names. */
interface Backend {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
}
