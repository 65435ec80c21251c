import { Architecture } from '../architecture';

/** Numbers that a user gives in place of a configuration. */
export interface GivenNumbers {
  readonly name?: string;
  readonly layers: number;
  readonly hiddenSize: number;
  readonly attentionHeads: number;
  readonly keyValueHeads?: number;
  readonly headSize?: number;
  readonly intermediateSize: number;
  readonly vocabularySize: number;
  readonly maxContext: number;
  readonly tiedEmbeddings?: boolean;
  readonly slidingWindow?: number;
  readonly slidingLayersPerFull?: number;
  readonly experts?: number;
  readonly expertSize?: number;
  readonly sharedExperts?: number;
  readonly latentSize?: number;
  readonly ropeSize?: number;
  readonly dataType?: string;
  readonly quantization?: string;
}

/** The architecture that numbers describe; throws on those that no model can have. */
export function givenArchitecture(_numbers: GivenNumbers): Architecture {
  throw new Error('not yet');
}
