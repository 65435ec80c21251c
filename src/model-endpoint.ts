import { GrpcEndpoint } from './grpc-endpoint';

/** The address of a model inside the cluster, for the environment of an application. */
export interface ModelEndpoint {
  /** Host name: `<name>.<namespace>.svc`, or `<name>` when the chart has no namespace. */
  readonly host: string;

  /** Name of the Service, in the namespace of the model: for an Ingress, an HTTPRoute or a VirtualService, of any library. */
  readonly serviceName: string;

  /** Port of the Service, which may differ from that of the server. */
  readonly port: number;

  /** `http://<host>:<port>`, or `https` with `tls` */
  readonly url: string;

  /** The URL with the engine's API path, for example `http://<host>:8000/v1`: the base URL of an OpenAI client. */
  readonly baseUrl: string;

  /** The name to send as `model`. */
  readonly modelName: string;

  /**
   * The address for gRPC clients.
   *
   * @default - the engine speaks no gRPC
   */
  readonly grpc?: GrpcEndpoint;
}
