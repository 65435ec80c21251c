import { DEEPSEEK_MODELS } from './known/deepseek';
import { DENSE_MODELS } from './known/dense';
import { GOOGLE_MODELS } from './known/google';
import { META_MODELS } from './known/meta';
import { MISTRAL_MODELS } from './known/mistral';
import { OTHER_MODELS } from './known/others';
import { QWEN_MODELS } from './known/qwen';
import { QWEN_MIXED_MODELS } from './known/qwen-mixed';
import { KnownConfig } from './known-config';
import { readArchitecture } from './read-config';
import { show } from '../../ground/errors';
import { meaning, nearest } from '../../ground/spelling';
import { Architecture } from '../architecture';

const KNOWN: readonly KnownConfig[] = [
  ...DENSE_MODELS, ...META_MODELS, ...QWEN_MODELS, ...QWEN_MIXED_MODELS, ...MISTRAL_MODELS, ...GOOGLE_MODELS, ...DEEPSEEK_MODELS, ...OTHER_MODELS,
];

/** Names of all well-known models, in their order. */
export function knownNames(): readonly string[] {
  return KNOWN.flatMap(({ names }) => names);
}

/** The architecture of a well-known model; throws on a name that is not known. */
export function knownArchitecture(name: string, saidQuantization?: string): Architecture {
  const found = KNOWN.find(({ names }) => names.some(known => known.toLowerCase() === name.toLowerCase()));
  if (found) return readArchitecture(found.config, name, { saidQuantization });
  const near = nearModel(name);
  const wrong = name === '' ? 'the name of the model is empty' : `unknown model ${show(name)}${meaning(near)}`;
  const otherwise = 'for others put the config.json that the model brings beside the app, and give its path to ModelArchitecture.fromConfigFile';
  throw new Error(`${wrong}: ${likely(near ?? name)}; ${otherwise}`);
}

/** The model that is nearest to a mistaken name: to its address on the hub, or to a name without a maker or with another. */
function nearModel(name: string): string | undefined {
  const plain = name.trim().replace(/^(https?:\/\/)?(www\.)?(huggingface\.co|hf\.co)\//i, '').replace(/\/$/, '');
  const repositories = new Map(knownNames().map(known => [known.slice(known.indexOf('/') + 1), known]));
  return nearest(plain, knownNames()) ?? repositories.get(nearest(plain.slice(plain.lastIndexOf('/') + 1), [...repositories.keys()]) ?? '');
}

/** Those of the same makers, or all where there are none. */
function likely(name: string): string {
  const makers = name.toLowerCase().split('/')[0]!;
  const theirs = knownNames().filter(known => known.toLowerCase().startsWith(`${makers}/`));
  return theirs.length === 0 ? `known are ${knownNames().join(', ')}` : `known of ${theirs[0]!.split('/')[0]!} are ${theirs.join(', ')}`;
}
