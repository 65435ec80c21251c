import { isLevel, Level } from './log';

/** Where Kubernetes puts what a Pod needs to speak to its API server. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What the program is told by its environment. */
export interface Config {
  readonly server: URL;
  readonly tokenFile: string;
  /** Undefined where the server's certificate is one that Node trusts anyway, or where there is none. */
  readonly caFile: string | undefined;
  /** Namespaces that are looked after; none for all. */
  readonly namespaces: readonly string[];
  /** Where probes and metrics are served. */
  readonly port: number;
  readonly host: string | undefined;
  readonly level: Level;
}

/** Reads the environment; throws for what cannot be. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const server = env.API_SERVER ?? inCluster(env);
  const level = env.LOG_LEVEL ?? 'info';
  const port = Number(env.PORT ?? '8080');
  if (!isLevel(level)) throw new Error(`LOG_LEVEL is ${JSON.stringify(level)}, allowed are debug, info, warn and error`);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is ${JSON.stringify(env.PORT)}, allowed is 0 to 65535`);
  return {
    server: new URL(server),
    tokenFile: env.TOKEN_FILE ?? `${ACCOUNT}/token`,
    caFile: server.startsWith('http:') ? undefined : env.CA_FILE ?? `${ACCOUNT}/ca.crt`,
    namespaces: (env.NAMESPACES ?? '').split(',').map(name => name.trim()).filter(name => name !== ''),
    port,
    host: env.HOST,
    level,
  };
}

function inCluster({ KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port }: Readonly<Record<string, string | undefined>>): string {
  if (!host || !port) {
    throw new Error('there is no KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT: run it in a Pod, or set API_SERVER, TOKEN_FILE and CA_FILE');
  }
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
