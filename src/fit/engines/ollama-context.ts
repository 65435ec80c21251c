import { isAtLeast } from '../../facts/versions';

const GIB = 1024 ** 3;

/** By the memory of all devices, from 0.15.5 on. https://github.com/ollama/ollama server/routes.go (vram-based default context) */
const TIERS: readonly (readonly [gibibytes: number, tokens: number])[] = [[47, 262_144], [23, 32_768], [0, 4096]];

/**
 * The context of each request where `OLLAMA_CONTEXT_LENGTH` does not say it.
 * https://github.com/ollama/ollama envconfig/config.go
 *
 * @param bytes memory of all devices; 0 on a CPU.
 */
export function ollamaContext(version: string, bytes: number): number {
  if (isAtLeast(version, '0.15.5')) return TIERS.find(([gibibytes]) => bytes >= gibibytes * GIB)![1];
  return isAtLeast(version, '0.6.8') ? 4096 : 2048;
}
