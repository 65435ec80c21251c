import { Architecture } from '../architecture';

/** The architecture in a `config.json`; throws when it cannot be read. */
export function architectureInFile(_path: string, _options?: { readonly name?: string; readonly quantizationConfig?: string; readonly quantization?: string }): Architecture {
  throw new Error('not yet');
}
