import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Installation } from './python-environment';
import { ensureGoPrograms, GoProgram, missingOf } from '../../cluster/binaries/go-build';
import { hasProgram } from '../../cluster/binaries/has-program';

/** The version that the library renders. */
export const RCLONE: GoProgram = { name: 'rclone', module: 'github.com/rclone/rclone', version: '1.76.0', packages: { rclone: 'github.com/rclone/rclone' } };

/** Folder of the installation with the shell and the tools of the image, which is an Alpine: all of them are BusyBox. */
export const TOOLS = 'busybox';

/** rclone, from its Go module, and links to BusyBox under the name of each of its tools. */
export async function ensureRclone(): Promise<Installation> {
  const { rclone } = await ensureGoPrograms(RCLONE, ['rclone']);
  const folder = dirname(rclone!);
  const tools = join(folder, TOOLS);
  mkdirSync(tools, { recursive: true });
  spawnSync('busybox', ['--install', '-s', tools]); // leaves the links that are there
  return { folder };
}

/** Why it cannot be had here; undefined when it can. */
export function withoutRclone(): string | undefined {
  if (!hasProgram('busybox', '--help')) return 'rclone runs with BusyBox (Debian and Ubuntu: apt-get install busybox)';
  if (missingOf(RCLONE, ['rclone']).length === 0 || hasProgram('go', 'version')) return undefined;
  return 'rclone is built from its Go module, and there is no Go on this machine (https://go.dev/doc/install)';
}
