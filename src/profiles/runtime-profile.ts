import { Construct } from 'constructs';
import type { EngineChoice } from './engine-choice';
import { checkedSettings } from './private/checked-settings';
import { chosenEngine } from './private/chosen-engine';
import { copyOf, mergeSettings } from './private/merge-settings';
import { RuntimeSettings } from './runtime-settings';
import { ServingEngine } from '../engines/serving-engine';
import { judgeSubclass } from '../ground/input/answers';
import { brand } from '../ground/input/brands';
import { judged, placed } from '../ground/input/judged';
import { pathInFront, within } from '../ground/input/within';
import { ModelSource } from '../sources/model-source';
import { Framework } from '../values/framework';

/** The settings that a platform team writes once for many models. */
export interface RuntimeProfileProps extends RuntimeSettings {
  /**
   * A profile to start from; give only the settings that differ from it.
   *
   * @default - none
   */
  readonly base?: RuntimeProfile;

  /**
   * The model server.
   *
   * @default - the engine of the base, or the one that the library chooses for `framework` and `source`; an error without any of these
   */
  readonly engine?: ServingEngine;

  /**
   * The framework that the models are made with. Give it together with `source`, in place of `engine`, and the library chooses the engine, see
   * `EngineChoice`.
   *
   * @default - the engine is given, or that of the base
   */
  readonly framework?: Framework;

  /**
   * The source of a model of this profile, or of one like it; the choice depends only on the file that it names, if it names one. Give it together
   * with `framework`.
   *
   * @default - the engine is given, or that of the base
   */
  readonly source?: ModelSource;
}

/**
 * The settings that models run with: engine, compute, scheduling, security, rollout and others. You write it once, and any number of models share it,
 * in any chart and namespace. It renders no object of its own.
 *
 * @example
 * const l4 = new RuntimeProfile(chart, 'l4', {
 *   engine: new VllmEngine({ version: '0.32.0' }),
 *   compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
 * });
 * const inEurope = new RuntimeProfile(chart, 'l4-europe', { base: l4, scheduling: { nodeSelector: { 'topology.kubernetes.io/zone': 'europe-west4-a' } } });
 */
export class RuntimeProfile extends Construct {
  static { brand(this, 'RuntimeProfile'); }

  /**
   * The settings of a model with those of one that serves it over them, by the same rule.
   * @internal
   */
  public static _over(model: RuntimeSettings, own: RuntimeSettings): RuntimeSettings {
    return mergeSettings(mergeSettings({}, model), own);
  }

  /** The model server. */
  public readonly engine: ServingEngine;

  /** Why the library chose the engine; `undefined` when it was given. */
  public readonly engineReason?: string;

  /**
   * All settings, those of the base included, for the library itself: they are not copied for each model.
   * @internal
   */
  public readonly _settings: RuntimeSettings;

  /**
   * This profile, its base, the base of that, and so on.
   * @internal
   */
  public readonly _lineage: readonly RuntimeProfile[];

  /**
   * @param scope where the profile stands in the tree; it matters only for messages and acknowledgements.
   * @param id its id.
   * @param props engine and settings; throws when neither the props nor a base name an engine.
   */
  public constructor(scope: Construct, id: string, props: RuntimeProfileProps) {
    super(...placed('RuntimeProfile', scope, id));
    [props] = judged('new_RuntimeProfile', [props], arguments, { construct: this, open: new.target !== RuntimeProfile });
    const { base, engine, framework, source, ...own } = props;
    const choice = this.choose(props);
    const taken = engine ?? choice?.engine ?? base?.engine;
    if (taken === undefined) {
      throw new Error(`${pathInFront(this)}the profile has no engine: got neither engine, nor framework and source, nor base; give for example `
        + 'engine: new VllmEngine({ version: \'0.33.0\' })');
    }
    within(this)(() => checkedSettings(own));
    judgeSubclass('ServingEngine', taken, this);
    this.engine = taken;
    this.engineReason = choice?.reason ?? (engine ? undefined : base?.engineReason);
    this._lineage = [this, ...base?._lineage ?? []];
    this._settings = mergeSettings(base?._settings ?? {}, own);
  }

  /** All settings, those of the base included: a copy. */
  public get settings(): RuntimeSettings {
    return copyOf(this._settings);
  }

  /**
   * These settings with those of a model over them, checked; throws on a value that is wrong in itself.
   * @internal
   */
  public _settingsOf(own: RuntimeSettings): RuntimeSettings {
    return mergeSettings(this._settings, checkedSettings(own));
  }

  private choose({ engine, framework, source }: RuntimeProfileProps): EngineChoice | undefined {
    if (framework === undefined && source === undefined) return undefined;
    const got = [engine && 'engine', framework && 'framework', source && 'source'].filter(one => one !== undefined);
    if (engine || !framework || !source) {
      throw new Error(`${pathInFront(this)}the profile got ${got.join(' and ')}; give engine, or framework and source together, so that the engine is chosen`);
    }
    return chosenEngine(framework, source);
  }
}
