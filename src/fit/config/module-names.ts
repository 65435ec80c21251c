import { StoredTensor } from '../quantization';

/** Names that models give to the same modules. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/^(language_model\.|model\.|backbone\.|transformer\.)+/, ''],
  [/^layers\.(\d+|\*|\\d\+)\./, ''],
  [/\bblock_sparse_moe\b|\bfeed_forward\b|^mixer(?=\.(gate|experts|shared_experts|up_proj|down_proj|fc\d)\b)/, 'mlp'],
  [/^mixer(?=\.[qkvo]_proj)/, 'self_attn'],
  [/^(attention|attn)\b/, 'self_attn'],
  [/^experts\b/, 'mlp.experts'],
  [/\bmlp\.router\b|^router\b/, 'mlp.gate'],
  [/\bshared_expert\b/, 'shared_experts'],
  [/\bshare_expert\b/, 'shared_experts'],
  [/\bexperts\.(\d+|\*)/, 'experts'],
  [/\bwq_b\b.*/, 'wq_b'],
  [/\bin_proj_[ab]\b/, 'in_proj_ba'],
];

/** The layer that a name is in, if it names one. */
const LAYER = /\blayers\.(\d+)\./;

/**
 * How large a part of the layers of a tensor a list of modules names: 1 where a name stands for all layers. Names are as checkpoints have them, with
 * `*`, or regular expressions behind `re:`.
 *
 * @param layers how many layers the names are of; that of the highest when not said.
 */
export function moduleMatcher(modules: readonly string[], layers: number = layersIn(modules)): (tensor: StoredTensor) => number {
  const patterns = new Map<string, { readonly test: RegExp; readonly layers: Set<string> }>();
  for (const module of modules) {
    const source = sourceOf(module);
    const known = patterns.get(source) ?? { test: new RegExp(source), layers: new Set<string>() };
    known.layers.add(LAYER.exec(module)?.[1] ?? 'all');
    patterns.set(source, known);
  }
  const list = [...patterns.values()];
  const remembered = new Map<string, number>();
  return ({ name }) => {
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const named = new Set(list.filter(({ test }) => test.test(name)).flatMap(({ layers: some }) => [...some]));
    const share = named.has('all') ? 1 : Math.min(1, named.size / Math.max(1, layers));
    remembered.set(name, share);
    return share;
  };
}

/** Layers that names are of. */
function layersIn(modules: readonly string[]): number {
  return modules.reduce((most, module) => Math.max(most, Number(LAYER.exec(module)?.[1] ?? -1) + 1), 0);
}
moduleMatcher.layersIn = layersIn;

/** A name as the source of a regular expression over the names of tensors. */
function sourceOf(module: string): string {
  if (module.startsWith('re:')) return module.slice(3).replace(/^\^?\.\*/, '').replace(/^(model|language_model)\\?\./, '').replace(/^layers\\?\.(\\d\+|\.\*)\\?\./, '');
  const plain = SAME.reduce((name, [from, to]) => name.replace(from, to), module);
  return `^${plain.split('*').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}`;
}
