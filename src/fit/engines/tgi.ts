import { isAtLeast } from '../../facts/versions';
import { Architecture, Tensor } from '../architecture';

/*
 * What Text Generation Inference prefills at once. https://github.com/huggingface/text-generation-inference launcher/src/main.rs (compute_optimal)
 */

/** What decides it. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly architecture: Architecture;
  readonly device: { readonly name: string };
  readonly count: number;
}

/** Operations of a second in 16 bits, times 10 to the 12th, of the devices that it knows; of others it takes its plain number of tokens. */
const SPEEDS: readonly (readonly [device: RegExp, operations: number])[] = [
  [/RTX 4090/, 82], [/\bT4\b/, 65], [/\bL4\b/, 121], [/\bL40S/, 363], [/\bL40\b/, 181], [/\bA10G?\b/, 125], [/\bA40\b/, 149], [/\bA100/, 312], [/\bH100/, 900],
  [/\bH200/, 989],
];

/** What it takes for models that read images. */
const WITH_TOWER = 10_000;

/**
 * The most tokens that it prefills at once where nobody says it: from 3.0.0 on as many as the device computes in a second, up to the context of the
 * model, and perhaps fewer where memory is short.
 */
export function mostPrefill({ engine, version, architecture, device: { name }, count }: Asked): number {
  if (engine !== 'text-generation-inference' || !isAtLeast(version, '3.0.0')) return 0;
  if (architecture.towers.length > 0) return WITH_TOWER;
  const speed = SPEEDS.find(([device]) => device.test(name))?.[1];
  if (speed === undefined) return 0;
  const used = architecture.experts === undefined ? 1 : (architecture.expertsOfToken ?? 8) / architecture.experts;
  const size = ({ rows, columns, family, experts = 1 }: Tensor) => rows * columns * experts * (family === 'experts' ? used : 1);
  const ofToken = architecture.layers.reduce((sum, { tensors }) => sum + 2 * tensors.reduce((all, tensor) => all + size(tensor), 0), 0);
  return Math.min(architecture.maxPositions, Math.floor(speed * 1e12 * count / ofToken));
}
