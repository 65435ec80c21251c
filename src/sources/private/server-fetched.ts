import { enginesFetching } from '../../facts/server-fetches';
import { SourceBinding, SourceContext } from '../source-binding';

/** What a server is told to fetch by itself, and what it needs for that. */
export interface ServerFetched extends Omit<SourceBinding, 'model' | 'needsModelVolume'> {
  readonly scheme: string;
  /** What the server is told. */
  readonly path: string;
  readonly revision?: string;
  /** Whether it keeps the files on the model volume, and does not read them straight into memory. */
  readonly kept: boolean;
  /** The advice for an engine that cannot. */
  readonly instead: string;
}

/** The model is fetched by the server; throws for a server that does not know how. */
export function serverFetched({ scheme, path, revision, kept, instead, ...rest }: ServerFetched, context: SourceContext): SourceBinding {
  if (!context.engineFetches.includes(scheme)) {
    const others = enginesFetching(scheme);
    throw new Error(
      `${context.engineName} does not fetch ${scheme}:// by itself; ${instead}` +
      `${others === '' ? ', or say fetches in the facts of the engine when its image does' : `; those that do are ${others}`}`,
    );
  }
  return { ...rest, model: { path, hub: false, scheme, revision }, needsModelVolume: kept };
}
