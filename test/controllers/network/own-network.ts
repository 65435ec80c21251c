import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NAME_SERVER } from './names';

/** Every address of Pods and Services: within the namespace each of them is an address of this machine. */
const CLUSTER = '10.0.0.0/8';

/** Set in the processes that have a network of their own. */
const INSIDE = 'CDK8S_MATRIXINFER_OWN_NETWORK';

const SET_UP = `ip link set lo up && ip route add local ${CLUSTER} dev lo && mount --bind "$RESOLV_CONF" /etc/resolv.conf && exec "$@"`;

/** Whether this process runs in a network of its own. */
export function hasOwnNetwork(): boolean {
  return process.env[INSIDE] !== undefined;
}

/** Why no network of one's own can be made here; undefined when it can. */
export function whyNoOwnNetwork(): string | undefined {
  const { status, stderr, error } = runInOwnNetwork(['true'], 'pipe');
  if (status === 0) return undefined;
  return 'these suites run in a network namespace of their own, in which the addresses of Pods and Services are this machine\'s: '
    + 'unshare (util-linux) and ip (iproute2) are needed, and the right to make user namespaces '
    + `(Debian and Ubuntu: apt-get install iproute2); got: ${(error?.message ?? String(stderr)).trim()}`;
}

/** Runs a command in a network of its own, as its root, without any way out; the names of Services are asked of `names.ts`. */
export function runInOwnNetwork(command: readonly string[], stdio: 'inherit' | 'pipe' = 'inherit'): ReturnType<typeof spawnSync> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-network-'));
  const resolvConf = join(folder, 'resolv.conf');
  writeFileSync(resolvConf, `nameserver ${NAME_SERVER}\nsearch svc.cluster.local cluster.local\noptions ndots:5\n`);
  try {
    return spawnSync('unshare', ['--user', '--map-root-user', '--net', '--mount', '--', 'sh', '-c', SET_UP, 'sh', ...command], {
      stdio, env: { ...process.env, RESOLV_CONF: resolvConf, [INSIDE]: 'true' },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
