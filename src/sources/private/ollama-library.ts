import { SourceDeclaration } from './declaration';
import { serverFetched } from './server-fetched';
import { invalid } from '../../ground/errors';
import { ModelSourceOptions } from '../model-source-options';

/** `[<host>/][<namespace>/]<model>[:<tag>]`; `hf.co/<organization>/<repository>` is one too. https://github.com/ollama/ollama types/model/name.go */
const NAME = /^([A-Za-z0-9][-.A-Za-z0-9]*(:\d{1,5})?\/)?(\w[-\w]{0,79}\/)?\w[-.\w]{0,79}(:\w[-.\w]{0,79})?$/;

/**
 * A model of a library that Ollama pulls from.
 *
 * @factory ollama(name)
 * @recorded `ollama://<name>`
 * @files Ollama pulls it into the cache of the model
 * @pinned a tag
 * @scheme ollama
 * @byName
 */
export function ollamaLibrary(name: string, _options: ModelSourceOptions): SourceDeclaration {
  if (!NAME.test(name)) {
    throw invalid({
      what: 'name in a library of Ollama',
      got: name,
      allowed: '[<host>/][<namespace>/]<model>[:<tag>]',
      fix: 'give it as "ollama pull" takes it, for example "llama3.1:8b-instruct-q4_K_M"',
    });
  }
  const tag = /:([^:/]+)$/.exec(name)?.[1];
  return {
    uri: `ollama://${name}`,
    unpinnedReason: tag === undefined || tag === 'latest'
      ? `the name ${JSON.stringify(name)} has no tag of its own in the library of Ollama and may move`
      : undefined,
    bind: context => serverFetched({
      scheme: 'ollama',
      path: name,
      kept: true,
      egressPorts: [443],
      instead: 'name the repository on the hub with ModelSource.huggingFace, and file for one GGUF file of it',
    }, context),
  };
}
