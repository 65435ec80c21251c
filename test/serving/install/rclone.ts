import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Installation } from './python-environment';
import { cacheFolder, ensureGoPrograms, GoProgram, missingOf } from '../../cluster/binaries/go-build';

/** The version that the library renders. */
export const RCLONE: GoProgram = { name: 'rclone', module: 'github.com/rclone/rclone', version: '1.76.0', packages: { rclone: 'github.com/rclone/rclone' } };

/** Folder of the installation with the shell and the tools of the image, which is an Alpine: all of them are BusyBox. */
export const TOOLS = 'busybox';

/** rclone, from its Go module, and links to BusyBox under the name of each of its tools. */
export async function ensureRclone(): Promise<Installation> {
  await ensureGoPrograms(RCLONE, ['rclone']);
  const folder = join(cacheFolder(), `${RCLONE.name}-${RCLONE.version}-${process.platform}-${process.arch}`);
  const tools = join(folder, TOOLS);
  mkdirSync(tools, { recursive: true });
  spawnSync('busybox', ['--install', '-s', tools]); // leaves the links that are there
  return { folder };
}

/** Why it cannot be had here; undefined when it can. */
export function withoutRclone(): string | undefined {
  if (spawnSync('busybox', ['--help'], { stdio: 'ignore' }).status !== 0) return 'rclone runs with BusyBox (Debian and Ubuntu: apt-get install busybox)';
  if (missingOf(RCLONE, ['rclone']).length === 0 || spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0) return undefined;
  return 'rclone is built from its Go module, and there is no Go on this machine (https://go.dev/doc/install)';
}
