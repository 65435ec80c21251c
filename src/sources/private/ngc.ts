import { SourceDeclaration } from './declaration';
import { serverFetched } from './server-fetched';
import { invalid } from '../../ground/errors';
import { SecretKey } from '../../values/secret-key';
import { ModelSourceOptions } from '../model-source-options';

/** Options of a model in NVIDIA's catalogue. */
export interface NgcSourceOptions extends ModelSourceOptions {
  /**
   * Key of the catalogue, which the server gets as `NGC_API_KEY`.
   *
   * @default - the key that the engine was given
   */
  readonly apiKey?: SecretKey;
}

/** `<organization>/[<team>/]<model>[:<version>]`, as `ngc registry model` and the NIMs name it. */
const NAME = /^[a-z0-9][-_a-z0-9]*(\/[A-Za-z0-9][-._A-Za-z0-9]*){1,2}(:[A-Za-z0-9][-._A-Za-z0-9]*)?$/;

/**
 * A model in NVIDIA's catalogue, which the NIM that was made for it fetches.
 *
 * @factory ngc(model)
 * @recorded `ngc://<model>`
 * @files the NIM for that model fetches it into the cache of the model
 * @credentials `apiKey`
 * @pinned the image
 * @scheme ngc
 * @byName
 */
export function ngc(model: string, { apiKey }: NgcSourceOptions): SourceDeclaration {
  if (!NAME.test(model)) {
    throw invalid({
      what: 'model in NGC',
      got: model,
      allowed: '<organization>/[<team>/]<model>[:<version>]',
      fix: 'give it as the catalogue shows it, for example "nim/google/gemma-2-9b-it"',
    });
  }
  return {
    uri: `ngc://${model}`,
    secrets: apiKey && [apiKey],
    bind: context => serverFetched({
      scheme: 'ngc',
      path: model,
      kept: true,
      secretEnv: apiKey && { NGC_API_KEY: apiKey },
      egressPorts: [443],
      instead: 'download it to a claim ("ngc registry model download-version", in a Job of your own) and use ModelSource.pvc()',
    }, context),
  };
}
