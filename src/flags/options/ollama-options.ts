import { alone, either, INSTEAD, option, OptionRow, reserved, since } from './option-row';

/** Settings of Ollama. https://github.com/ollama/ollama/blob/main/envconfig/config.go */
export const OLLAMA_OPTIONS: readonly OptionRow[] = [
  reserved('use port of the engine', 'OLLAMA_HOST'),
  reserved(INSTEAD.startup, 'OLLAMA_LOAD_TIMEOUT'),
  reserved(INSTEAD.servedNames, 'SERVED_NAMES'),
  reserved('use projector of the source', 'PROJECTOR'),
  since('0.5.13', option('maxModelLen', 'OLLAMA_CONTEXT_LENGTH')),
  option('maxConcurrentRequests', 'OLLAMA_NUM_PARALLEL'),
  since('0.5.0', option('kvCacheDtype', 'OLLAMA_KV_CACHE_TYPE')),
  since('0.5.0', alone(either('kvCacheDtype', 'OLLAMA_FLASH_ATTENTION'))),
];
