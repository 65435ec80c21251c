import { SecretKey } from '../../values/secret-key';
import { SourceBinding, SourceContext } from '../source-binding';

/** The facts that a factory of `ModelSource` says of its scheme; see the members of `ModelSource` for the meaning of each. */
export interface SourceDeclaration {
  readonly uri: string;
  readonly onlyFile?: string;
  readonly unknownEnding?: string;
  readonly revision?: string;
  readonly unpinnedReason?: string;
  readonly secrets?: SecretKey[];
  readonly needsServiceAccount?: boolean;
  bind(context: SourceContext): SourceBinding;
}
