import { StoredTensor } from '../quantization';

/** Names that models give to the same modules, in the order in which they are replaced. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/^\*\.(?=\w)/, ''],
  [/^(language_model\.|model\.|backbone\.|transformer\.)+/, ''],
  [/^layers\.(#|\*)\./, ''],
  [/^layers\.#\*?$/, '*'],
  [/^\*\.(?=\w)/, ''],
  [/\b(block_sparse_moe|feed_forward|ffn)\b/, 'mlp'],
  [/^mixer(?=\.(gate|experts|shared_experts?|up_proj|down_proj|fc\d_latent_proj)\b)/, 'mlp'],
  [/^mixer(?=\.[qkvo]_proj)/, 'self_attn'],
  [/^(attention|attn)\b/, 'self_attn'],
  [/^mlp\.(?=experts\b|shared_experts?\b|share_expert\b)/, ''],
  [/^mlp\.(gate|router)\b/, 'router'],
  [/^share(d)?_expert\b/, 'shared_experts'],
  [/^experts\.(#|\*)/, 'experts'],
  [/\bw1$/, 'gate_proj'],
  [/\bw2$/, 'down_proj'],
  [/\bw3$/, 'up_proj'],
  [/\bin_proj_[ab]\b/, 'in_proj_ba'],
  [/^head$/, 'lm_head'],
];

/** How large a part of the layers that have a tensor a list of modules names: 0 to 1. */
export type ModuleShare = (tensor: StoredTensor) => number;

/**
 * The share of layers of each tensor that modules are named of. Names are as checkpoints have them, with `*`, or regular expressions behind `re:`. One
 * that names a layer, or some, stands for those alone.
 *
 * @param layersWith how many layers have a tensor of a name.
 * @param depth how many layers there are.
 */
export function moduleMatcher(modules: readonly string[], layersWith: (name: string) => number, depth: number): ModuleShare {
  const all = Array.from({ length: depth }, (_none, layer) => String(layer));
  const layers = new Map<string, Set<string>>(); // a checkpoint may name each expert of each layer: the names are alike but for their numbers
  for (const module of modules) {
    const { alike, numbers } = layersIn(module, all);
    const known = layers.get(alike) ?? new Set<string>();
    numbers.forEach(layer => known.add(layer));
    layers.set(alike, known);
  }
  const patterns = [...layers].map(([alike, numbers]) => ({ test: new RegExp(sourceOf(alike)), numbers }));
  const remembered = new Map<string, number>();
  return ({ name }) => {
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const named = new Set(patterns.filter(({ test }) => test.test(name)).flatMap(({ numbers }) => [...numbers]));
    const share = named.has('all') ? 1 : Math.min(1, named.size / Math.max(1, layersWith(name)));
    remembered.set(name, share);
    return share;
  };
}

/** The bits of parts of a tensor, of which the first that names it counts, and those of the rest. */
export function mixOf(parts: readonly { readonly bits: number; readonly share: number }[], rest: number): number {
  let [left, sum] = [1, 0];
  for (const { bits, share } of parts) {
    const taken = Math.min(left, share);
    sum += taken * bits;
    left -= taken;
  }
  return sum + left * rest;
}

/** The layers that a module names, and its name without their numbers. */
function layersIn(module: string, all: readonly string[]): { readonly alike: string; readonly numbers: readonly string[] } {
  if (module.startsWith('re:')) {
    const [found, piece] = /layers\\?\.(\S+?)\\?\.(?=[a-z_(*.])/.exec(module) ?? [];
    const numbers = piece === undefined ? all : matching(piece, all);
    return numbers.length === all.length ? { alike: module, numbers: ['all'] } : { alike: module.replace(found!, 'layers\\.\\d+\\.'), numbers };
  }
  const [, piece] = /\blayers\.(\d+\*|[\d*]*\?[\d?*]*)(?=\.|$)/.exec(module) ?? [];
  const some = piece === undefined ? [] : matching(piece.replace(/[?*]/g, wild => (wild === '?' ? '.' : '.*')), all, []);
  if (some.length > 0) return { alike: module.replace(piece, '#'), numbers: some };
  const alike = module.replace(/\.(\d+|\[\d+-\d+\])(?=\.|$|\*)/g, '.#');
  const [, first, last] = /\blayers\.\[(\d+)-(\d+)\]/.exec(module) ?? [];
  if (first !== undefined) return { alike, numbers: all.slice(Number(first), Number(last) + 1) };
  const number = /\blayers\.(\d+)/.exec(module)?.[1];
  const isWhole = /\blayers\.#\*?$/.test(alike); // one that drafts tokens comes behind the others
  return { alike, numbers: number === undefined ? ['all'] : isWhole && Number(number) >= all.length ? [] : [number] };
}

/** The numbers that a part of a regular expression stands for; others where there are none, or nobody can say: all of them, unless they are given. */
function matching(piece: string, all: readonly string[], others: readonly string[] = all): readonly string[] {
  try {
    const numbers = all.filter(layer => new RegExp(`^(?:${piece})$`).test(layer));
    return numbers.length === 0 ? others : numbers;
  } catch {
    return others;
  }
}

/** A name as the source of a regular expression over the names of tensors. */
function sourceOf(module: string): string {
  if (module.startsWith('re:')) {
    const inner = module.slice(3).replace(/^\^?(\.\*)?/, '').replace(/^(model|language_model)\\?\./, '').replace(/^layers\\?\.(\\d\+|\.\*)\\?\./, '');
    return inner.replace(/^mlp\\?\.(experts|shared_experts)/, '$1').replace(/^block_sparse_moe\\?\.experts/, 'experts');
  }
  const plain = SAME.reduce((name, [from, to]) => name.replace(from, to), module);
  const source = plain.split('*').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return `^${source}|\\.${source}$`; // its begin, or its last part alone: down_proj
}
