import { Framework } from '../../values/framework';
import { RecordedPort } from '../../values/recorded-port';
import { ModelOptions } from '../model-runtime-props';

/** What was said of a Model of this app. */
export interface SaidModel {
  readonly options: ModelOptions;
  readonly framework: Framework;
  readonly version: string;
  /** Its container, where it is only registered. */
  readonly recorded: { readonly command?: string[]; readonly ports?: RecordedPort[] };
  /** Tells it that a runtime is made of what it says. */
  serve(): void;
}
