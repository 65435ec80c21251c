import { SecretKey } from '../../values/secret-key';
import { SourceBinding, SourceContext } from '../source-binding';

/** Files that a lock knows, by path. */
export type LockedFiles = { readonly [path: string]: { readonly bytes?: number } };

/** What a lock knows of a source. */
export interface Locked {
  readonly commit?: string;
  readonly digest?: string;
  readonly bytes?: number;
  readonly files?: LockedFiles;
}

/** The facts that a factory of `ModelSource` says of its scheme; see the members of `ModelSource` for the meaning of each. */
export interface SourceDeclaration {
  readonly uri: string;
  readonly onlyFile?: string;
  readonly unknownEnding?: string;
  readonly revision?: string;
  readonly unpinnedReason?: string;
  readonly secrets?: SecretKey[];
  readonly needsServiceAccount?: boolean;
  /** What a lock knows of it may make it another: pinned, or of a known size. Only those that may move say how. */
  pinnedTo?(locked: Locked): SourceDeclaration | undefined;
  /** Bytes that are loaded, of the files that a lock knows; all of them when it does not say. */
  bytesOf?(files: LockedFiles): number;
  bind(context: SourceContext): SourceBinding;
}
