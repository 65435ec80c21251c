import { SourceDeclaration } from './declaration';
import { recordable } from './recorded-uri';
import { FACTORIES_BY_NAME } from './served-schemes.generated';
import { serverFetched } from './server-fetched';
import { fetchOf } from '../../facts/server-fetches';
import { given } from '../../ground/objects';
import { SecretKey } from '../../values/secret-key';
import { ModelSourceOptions } from '../model-source-options';
import { SourceBinding, SourceContext } from '../source-binding';

/** Options of a model that the image of the server fetches in its own way. */
export interface ServerSourceOptions extends ModelSourceOptions {
  /**
   * Environment variables that the server needs to fetch the model.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables with values of Secrets.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };

  /**
   * Whether the server keeps the files on the model volume, which is then mounted so that it can write there.
   *
   * @default true
   */
  readonly kept?: boolean;

  /**
   * TCP ports that the server has to reach, which a NetworkPolicy of the model then allows.
   *
   * @default [443]
   */
  readonly egressPorts?: number[];
}

/**
 * A model that the image of the server fetches in its own way: the URI is recorded, and handed to it as the model's path.
 *
 * @factory byServer(uri)
 * @recorded as given: any URI
 * @files an image of your own, in its own way
 * @credentials `secretEnv`
 */
export function ownServer(uri: string, options: ServerSourceOptions): SourceDeclaration {
  const scheme = recordable(uri).slice(0, uri.indexOf(':'));
  return {
    uri,
    secrets: given(options.secretEnv).map(([, secret]) => secret),
    bind: context => fetched(uri, scheme, options, context),
  };
}

function fetched(uri: string, scheme: string, options: ServerSourceOptions, context: SourceContext): SourceBinding {
  const factory = fetchOf(context.engineName, scheme) && FACTORIES_BY_NAME.get(scheme);
  if (factory !== undefined) {
    throw new Error(`${context.engineName} is told the name of a model of ${scheme}:// and not its URI, got ${uri}; use `
      + `ModelSource.${factory}(${JSON.stringify(uri.replace(/^[^:]*:\/*/, ''))})`);
  }
  return serverFetched({
    scheme,
    path: uri,
    kept: options.kept ?? true,
    env: options.env,
    secretEnv: options.secretEnv,
    egressPorts: options.egressPorts ?? [443],
    instead: 'take an engine that does, such as a ContainerEngine with fetches',
  }, context);
}
