import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo, connect, Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

/** How a company hides a server: behind a proxy, with a certificate that no image trusts. */
export class PrivateNetwork {
  /**
   * Starts it.
   *
   * @param folder where its keys and certificates are made, by `openssl`.
   * @param hosts ports of this machine's loopback that speak HTTP, by the names that they have there; each is reached with TLS at port 443.
   */
  static async start(folder: string, hosts: Readonly<Record<string, number>>): Promise<PrivateNetwork> {
    const network = new PrivateNetwork(folder);
    for (const [host, port] of Object.entries(hosts)) network.fronts.set(`${host}:443`, await network.front(host, port));
    network.proxy.listen(0, '127.0.0.1');
    await once(network.proxy, 'listening');
    return network;
  }

  /** Hosts and ports that the proxy was asked for. */
  readonly asked: string[] = [];
  private readonly fronts = new Map<string, number>();
  private readonly servers: { close(): void }[] = [];
  private readonly proxy: Server = createServer((_request, response) => response.writeHead(400).end());

  private constructor(private readonly folder: string) {
    this.openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Company CA', '-keyout', 'ca.key', '-out', 'ca.crt');
    this.proxy.on('connect', (request, socket: Socket) => { this.tunnel(request.url!, socket); });
  }

  /** The certificate of its authority. */
  get ca(): string {
    return readFileSync(join(this.folder, 'ca.crt'), 'utf8');
  }

  /** Port of the proxy on loopback. */
  get port(): number {
    return (this.proxy.address() as AddressInfo).port;
  }

  /** What a Pod is told of it. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Ends it. */
  stop(): void {
    this.proxy.closeAllConnections();
    for (const server of [this.proxy, ...this.servers]) server.close();
  }

  private tunnel(target: string, socket: Socket): void {
    this.asked.push(target);
    const port = this.fronts.get(target);
    if (port === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    spliced(socket, connect(port, '127.0.0.1'));
  }

  /** A server that ends TLS in front of one without; the port that it listens on. */
  private async front(host: string, port: number): Promise<number> {
    writeFileSync(join(this.folder, 'san.cnf'), `subjectAltName=DNS:${host}\n`);
    this.openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${host}`, '-keyout', 'host.key', '-out', 'host.csr');
    this.openssl('x509', '-req', '-in', 'host.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'san.cnf', '-out', 'host.crt');
    const [key, cert] = ['host.key', 'host.crt'].map(file => readFileSync(join(this.folder, file)));
    const server = createTlsServer({ key, cert }, socket => { spliced(socket, connect(port, '127.0.0.1')); });
    server.on('tlsClientError', () => undefined); // a client that does not trust it
    this.servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: 'pipe' });
  }
}

function spliced(one: Socket, other: Socket): void {
  for (const [from, to] of [[one, other], [other, one]] as const) {
    from.on('error', () => to.destroy());
    from.pipe(to);
  }
}
