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
  const wrong = name === '' ? 'the name of the model is empty' : `unknown model ${show(name)}${meaning(nearest(name, knownNames()))}`;
  const otherwise = 'for others put the config.json that the model brings beside the app, and give its path to ModelArchitecture.fromConfigFile';
  throw new Error(`${wrong}: ${likely(name)}; ${otherwise}`);
}

/** Those of the same makers, or all where there are none. */
function likely(name: string): string {
  const makers = name.toLowerCase().split('/')[0]!;
  const theirs = knownNames().filter(known => known.toLowerCase().startsWith(`${makers}/`));
  return theirs.length === 0 ? `known are ${knownNames().join(', ')}` : `known of ${theirs[0]!.split('/')[0]!} are ${theirs.join(', ')}`;
}
