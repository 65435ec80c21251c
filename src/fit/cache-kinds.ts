import { Architecture, Layer, LayerCache, TokenCache } from './architecture';
import { shareOf } from './parameters';

const some = ({ layers }: Pick<Architecture, 'layers'>, is: (cache: LayerCache) => boolean): boolean => layers.some(({ caches }) => caches.some(is));

/** Whether any layer keeps latent vectors (MLA). */
export const isLatent = (architecture: Pick<Architecture, 'layers'>): boolean => some(architecture, cache => cache.kind === 'tokens' && cache.latent === true);

/** Whether any layer keeps a state (Mamba, linear attention). */
export const hasStates = (architecture: Pick<Architecture, 'layers'>): boolean => some(architecture, ({ kind }) => kind === 'state');

/** Whether any layer keeps keys and values of tokens. */
export const keepsTokens = (architecture: Pick<Architecture, 'layers'>): boolean => some(architecture, ({ kind }) => kind === 'tokens');

/** Whether any layer chooses tokens by an index, whose keys it keeps. */
export const hasIndex = (architecture: Pick<Architecture, 'layers'>): boolean => (
  some(architecture, cache => cache.kind === 'tokens' && cache.fixedBytes !== undefined)
);

/** Heads that one rank keeps of each token: they are shared out, at least one to each; a latent vector is on every rank. */
export const headsOf = ({ heads, latent }: TokenCache, tensorParallel: number = 1): number => (latent ? 1 : heads * shareOf(heads, tensorParallel));

/** Numbers that one rank keeps of each token in the widest layer. */
export const widestToken = (layers: readonly Layer[], tensorParallel?: number): number => (
  layers.flatMap(({ caches }) => caches).reduce((most, cache) => (
    cache.kind === 'tokens' ? Math.max(most, cache.elements * headsOf(cache, tensorParallel)) : most
  ), 0)
);
