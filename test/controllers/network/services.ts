import { createConnection, createServer, Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { NameServer } from './names';
import { KubeObject } from '../../cluster/harness/api-client';
import { ControlPlane } from '../../cluster/harness/control-plane';

interface Service extends KubeObject {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly clusterIP?: string; readonly ports?: readonly ServicePort[] };
}

interface ServicePort { readonly name?: string; readonly port: number; readonly protocol?: string }

interface EndpointSlice extends KubeObject {
  readonly metadata: { readonly namespace: string; readonly labels: { readonly [key: string]: string } };
  readonly endpoints?: readonly Endpoint[];
  readonly ports?: readonly { readonly name?: string; readonly port: number }[];
}

interface Endpoint { readonly addresses: readonly string[]; readonly conditions?: { readonly ready?: boolean } }

/** How often the API server is asked for Services and endpoints, in milliseconds. */
const EVERY = 200;

const SERVICE_OF_SLICE = 'kubernetes.io/service-name';

/** What kube-proxy and CoreDNS do: every Service has its address and its name, and a connection to it comes out at one of its ready endpoints. */
export class ServiceNetwork {
  /** Starts it; it must be stopped. */
  static async start(cluster: ControlPlane): Promise<ServiceNetwork> {
    const network = new ServiceNetwork(cluster);
    await network.look();
    network.names = await NameServer.start((namespace, name) => network.addressOf(`${namespace}/${name}`));
    network.looking = network.keepLooking();
    return network;
  }

  private services = new Map<string, Service>();
  private slices: readonly EndpointSlice[] = [];
  private readonly listeners = new Map<string, Server>();
  private readonly sockets = new Set<Socket>();
  private names?: NameServer;
  private looking?: Promise<void>;
  private stopped = false;
  private turn = 0;

  private constructor(private readonly cluster: ControlPlane) {}

  /** Ends it, with the connections that are open. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.looking;
    this.names?.stop();
    for (const server of this.listeners.values()) server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopped) {
      await this.look().catch(() => undefined); // the API server is stopping, or busy: it is asked again
      await sleep(EVERY);
    }
  }

  private async look(): Promise<void> {
    const list = async <T>(path: string) => (await this.cluster.api.must('GET', path)).body.items as T[];
    this.slices = await list<EndpointSlice>('/apis/discovery.k8s.io/v1/endpointslices');
    this.services = new Map((await list<Service>('/api/v1/services')).map((service) => [`${service.metadata.namespace}/${service.metadata.name}`, service]));
    const served = new Set<string>();
    for (const [service, { spec: { clusterIP, ports = [] } }] of this.services) {
      for (const { name, port, protocol = 'TCP' } of ports) {
        if (protocol !== 'TCP' || clusterIP === undefined || clusterIP === 'None' || this.endpointsOf(service, name).length === 0) continue;
        served.add(`${clusterIP}:${port}`);
        this.listen(`${clusterIP}:${port}`, service, name);
      }
    }
    for (const [address, server] of this.listeners) {
      if (served.has(address)) continue;
      this.listeners.delete(address);
      server.close();
    }
  }

  /** Of a Service without an address of its own, that of an endpoint. */
  private addressOf(service: string): string | undefined {
    const address = this.services.get(service)?.spec.clusterIP;
    if (address !== 'None') return address;
    return this.slicesOf(service).flatMap(readyEndpoints)[0]?.addresses[0];
  }

  /** Listens at the address of a Service; as kube-proxy has it, a connection is refused while no endpoint is ready. */
  private listen(address: string, service: string, port: string | undefined): void {
    if (this.listeners.has(address)) return;
    const [host, number] = address.split(':') as [string, string];
    const server = createServer((client) => { this.connect(client, service, port); });
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') process.stderr.write(`${service}: ${error.message}\n`); // else a program listens on every address, and answers at this one
    });
    this.listeners.set(address, server.listen(Number(number), host));
  }

  private connect(client: Socket, service: string, port: string | undefined): void {
    const endpoints = this.endpointsOf(service, port);
    const endpoint = endpoints[this.turn++ % Math.max(endpoints.length, 1)];
    if (endpoint === undefined) return void client.destroy(); // it went just now
    const server = createConnection({ host: endpoint.address, port: endpoint.port });
    for (const [from, to] of [[client, server], [server, client]] as const) {
      this.sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => { this.sockets.delete(from); to.end(); });
      from.pipe(to);
    }
  }

  private endpointsOf(service: string, portName = ''): { readonly address: string; readonly port: number }[] {
    return this.slicesOf(service).flatMap((slice) => {
      const port = slice.ports?.find(({ name = '' }) => name === portName)?.port;
      return port === undefined ? [] : readyEndpoints(slice).flatMap(({ addresses }) => addresses.map((address) => ({ address, port })));
    });
  }

  private slicesOf(service: string): EndpointSlice[] {
    return this.slices.filter(({ metadata }) => `${metadata.namespace}/${metadata.labels?.[SERVICE_OF_SLICE]}` === service);
  }
}

function readyEndpoints({ endpoints }: EndpointSlice): Endpoint[] {
  return (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false);
}
