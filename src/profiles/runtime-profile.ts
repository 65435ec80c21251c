import { Construct } from 'constructs';
import { checkedSettings } from './private/checked-settings';
import { mergeSettings } from './private/merge-settings';
import { RuntimeSettings } from './runtime-settings';
import { ServingEngine } from '../engines/serving-engine';

/** What a platform team says once for many models. */
export interface RuntimeProfileProps extends RuntimeSettings {
  /**
   * A profile to start from: only what differs has to be said.
   *
   * @default - none
   */
  readonly base?: RuntimeProfile;

  /**
   * The model server.
   *
   * @default - that of the base; one of them has to say it
   */
  readonly engine?: ServingEngine;
}

/**
 * How models are run: an engine, compute, scheduling, security, rollout. Written once, shared by any number of models in any
 * chart and namespace. It renders nothing of its own.
 */
export class RuntimeProfile extends Construct {
  /** The model server. */
  public readonly engine: ServingEngine;

  /** All settings, those of the base included. */
  public readonly settings: RuntimeSettings;

  /**
   * @param scope where the profile stands; only for messages and acknowledgements.
   * @param id its id.
   * @param props engine and settings; throws when neither the props nor a base name an engine.
   */
  public constructor(scope: Construct, id: string, props: RuntimeProfileProps) {
    super(scope, id);
    const { base, engine, ...own } = props;
    const chosen = engine ?? base?.engine;
    if (chosen === undefined) {
      throw new Error(`the profile ${JSON.stringify(this.node.path)} has no engine: got neither engine nor base; give for example engine: new VllmEngine({ version: '0.32.0' })`);
    }
    checkedSettings(own);
    this.engine = chosen;
    this.settings = base ? mergeSettings(base.settings, own) : own;
  }
}
