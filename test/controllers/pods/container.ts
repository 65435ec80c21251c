import { lstatSync, mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A command in a container: it sees this machine, and folders of it as its volumes. */
export interface ContainerCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** The command that runs `program` with folders of this machine at the paths where its image would have volumes; by `bwrap`. */
export function withVolumes(program: string, args: readonly string[], volumes: Readonly<Record<string, string>>): ContainerCommand {
  const root = readdirSync('/').filter((name) => !['proc', 'dev'].includes(name)).flatMap((name) => {
    const path = join('/', name);
    return lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--bind', path, path];
  });
  const mounted = Object.entries(volumes).flatMap(([path, folder]) => {
    mkdirSync(folder, { recursive: true });
    return ['--bind', folder, path];
  });
  return { program: 'bwrap', args: [...root, '--proc', '/proc', '--dev', '/dev', ...mounted, '--die-with-parent', '--', program, ...args] };
}
