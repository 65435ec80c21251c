import { Architecture, LayerCache } from './architecture';

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
