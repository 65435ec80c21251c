/** The address of a model inside the cluster for gRPC clients: HTTP/2 without TLS. */
export interface GrpcEndpoint {
  /** Host name: `<name>-grpc.<namespace>.svc`, or `<name>-grpc` when the chart has no namespace; without `-grpc` where `service.ports` has gRPC. */
  readonly host: string;

  /** Name of the Service, in the namespace of the model: for a GRPCRoute, of any library. */
  readonly serviceName: string;

  /** Port of the Service. */
  readonly port: number;

  /** `dns:///<host>:<port>`, as the clients of gRPC name a server; those that take no scheme get `host` and `port`. */
  readonly url: string;
}
