import { ServerFetched, serverFetched } from './server-fetched';
import { fetchOf } from '../../facts/server-fetches';
import { invalid } from '../../ground/errors';
import { StoreSourceOptions } from '../model-source-options';
import { SourceBinding, SourceContext } from '../source-binding';

/** Options of a download, which have no meaning where there is none. */
const OF_DOWNLOADS = ['fileName', 'sha256', 'downloaderImage', 'include', 'exclude'] as const;

/** Throws for options of a download beside `readByServer`. */
export function refuseDownloadOptions(uri: string, options: StoreSourceOptions): void {
  const given = OF_DOWNLOADS.filter(name => options[name] !== undefined);
  if (!options.readByServer || given.length === 0) return;
  throw invalid({
    what: `options of ${uri}`,
    got: `readByServer and ${given.join(', ')}`,
    allowed: 'no options of a download with readByServer: nothing is downloaded',
    fix: 'leave one of them out',
  });
}

/** Files in an object store that the server reads by itself; throws where it wants them in a folder of its own. */
export function readByServer(fetched: Omit<ServerFetched, 'kept' | 'instead'>, context: SourceContext): SourceBinding {
  const bound = serverFetched({
    ...fetched,
    path: fetched.path.replace(/(?<!\/)\/+$/, ''),
    kept: false,
    instead: 'leave readByServer out, so that the files are downloaded before it starts',
  }, context);
  if (context.targetPath === context.modelMount.path) return bound;
  throw new Error(`${context.engineName} reads a whole repository from a store, and the source is one model of it; set layout: `
    + 'ModelLayout.REPOSITORY and name the folder above the model, or leave readByServer out');
}

/** The address of files in a store as an engine wants it: some have the endpoint in it, others in a variable. */
export function pathForServer(engine: string, { scheme, endpoint, path }: { scheme: string; endpoint?: string; path: string }): string {
  const isInPath = endpoint !== undefined && fetchOf(engine, scheme)?.endpointInPath;
  return `${scheme}://${isInPath
    ? `${endpoint.replace(/\/$/, '')}${/:\d+\/?$/.test(endpoint) ? '' : `:${endpoint.startsWith('http:') ? 80 : 443}`}/`
    : ''}${path}`;
}
