/*
 * A container as bubblewrap makes it: a root of its own that is read-only where that is rendered, the rendered user and group, the
 * first process of its namespace, no capability, and nothing writable but the rendered volumes.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Mounted } from './volumes';

/** What a container is made of. */
export interface Sandbox {
  /** Folder of this machine that is its root: what is written there was written outside of the volumes. */
  readonly root: string;
  readonly readOnlyRoot: boolean;
  readonly user: number;
  readonly group: number;
  readonly hostname: string;
  /** Path in the container: path on this machine, read-only. */
  readonly image: Readonly<Record<string, string>>;
  readonly volumes: readonly Mounted[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDir: string;
  readonly command: readonly string[];
}

/** What of this machine's system stands for that of the image; Debian's Java has its configuration in /etc. */
const SYSTEM = [
  '/usr', '/sys', '/etc/ld.so.cache', '/etc/ssl', '/etc/alternatives', '/etc/localtime', '/etc/nsswitch.conf',
  ...readdirSync('/etc').filter(name => name.startsWith('java-')).map(name => `/etc/${name}`),
];

/** Links into it, as in every image of a Debian or Ubuntu. */
const LINKS = ['lib', 'lib64', 'bin', 'sbin'];

/** Files of /etc that every container has of its own. */
const OWN_ETC = ['passwd', 'group', 'hosts'];

/** What a container gets at `/dev/shm` when no volume is rendered there: the default of container runtimes. */
const SHARED_MEMORY: Mounted = { path: '/dev/shm', writable: true, size: 64 * 1024 ** 2 };

/** The arguments of bubblewrap. */
export function bubblewrap(sandbox: Sandbox): string[] {
  const volumes = sandbox.volumes.some(({ path }) => path === SHARED_MEMORY.path) ? sandbox.volumes : [SHARED_MEMORY, ...sandbox.volumes];
  return [
    '--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--as-pid-1', '--new-session', '--die-with-parent',
    '--uid', String(sandbox.user), '--gid', String(sandbox.group), '--hostname', sandbox.hostname,
    '--bind', sandbox.root, '/',
    ...SYSTEM.filter(existsSync).flatMap(path => ['--ro-bind', path, path]),
    ...LINKS.flatMap(name => ['--symlink', `usr/${name}`, `/${name}`]),
    '--ro-bind', filesOf(sandbox.root), '/etc/container',
    ...OWN_ETC.flatMap(name => ['--symlink', `container/${name}`, `/etc/${name}`]),
    ...Object.entries(sandbox.image).flatMap(([path, from]) => ['--ro-bind', from, path]),
    '--proc', '/proc', '--dev', '/dev',
    ...[...volumes].sort((one, other) => one.path.localeCompare(other.path)).flatMap(mount),
    '--remount-ro', '/dev',
    ...(sandbox.readOnlyRoot ? ['--remount-ro', '/'] : []),
    '--clearenv',
    ...Object.entries(sandbox.environment).flatMap(([name, value]) => ['--setenv', name, value]),
    '--chdir', sandbox.workingDir,
    '--', ...sandbox.command,
  ];
}

function mount({ path, writable, from, size }: Mounted): string[] {
  if (from !== undefined) return [writable ? '--bind' : '--ro-bind', from, path];
  return ['--perms', '1777', '--size', String(size), '--tmpfs', path, ...(writable ? [] : ['--remount-ro', path])];
}

/** An image knows root, and seldom the rendered user: the harder case is the one that is run. */
function filesOf(root: string): string {
  const folder = `${root}.etc`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(join(folder, 'group'), 'root:x:0:\n');
  writeFileSync(join(folder, 'hosts'), '127.0.0.1 localhost\n');
  return folder;
}

/** What stands in the root and is not from the container: places to mount something on, and links. */
const MADE = [...SYSTEM, ...['container', ...OWN_ETC].map(name => `/etc/${name}`), ...LINKS.map(name => `/${name}`), '/proc', '/dev'];

/** Files and folders in the root of a container that it wrote itself: outside of every volume. */
export function strayFiles({ root, image, volumes }: Sandbox): string[] {
  const known = [...MADE, ...Object.keys(image), ...volumes.map(({ path }) => path)];
  const walk = (path: string): string[] => readdirSync(join(root, path), { withFileTypes: true }).flatMap(entry => {
    const inside = `${path}/${entry.name}`;
    if (known.includes(inside)) return [];
    return entry.isDirectory() && known.some(one => one.startsWith(`${inside}/`)) ? walk(inside) : [inside];
  });
  return walk('');
}
