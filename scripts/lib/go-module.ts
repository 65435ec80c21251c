import { spawnSync } from 'node:child_process';

/** A version of a Go module, without its "v". */
export interface GoModule {
  readonly module: string;
  readonly version: string;
}

/** Where a Go module lies on this machine, downloaded first when it is not there; throws what the proxy says of one that cannot be had. */
export function moduleFolder({ module, version }: GoModule): string {
  const { stdout, stderr, error } = spawnSync('go', ['mod', 'download', '-json', `${module}@v${version}`], { encoding: 'utf8', cwd: '/' });
  const { Dir: folder, Error: reason } = JSON.parse(stdout || '{}') as { readonly Dir?: string; readonly Error?: string };
  if (folder !== undefined && reason === undefined) return folder;
  throw new Error(`go cannot download ${module}@v${version}: ${reason ?? error?.message ?? stderr}\nA module that the proxy does not have may come `
    + 'from a GOPROXY of your own: see test/controllers/README.md.');
}
