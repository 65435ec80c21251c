import { Duration, Size } from 'cdk8s';
import { FilledFacts } from './filled-facts';
import { IMAGE_FACTS } from './image-facts';
import { aliasesBy, reservedBy } from '../../flags/options/option-row';
import { Compute } from '../../values/compute';
import { Framework } from '../../values/framework';
import { ModelLayout } from '../../values/model-layout';
import { ModelPlacement } from '../engine-facts';
import { placeFiles } from './model-repository';
import { EngineMaintenance, EngineMetrics } from '../engine-metrics';
import { EngineProbes } from '../engine-ports';
import { ImageHardening } from '../image-hardening';
import { ServerProbe } from '../server-probe';
import { ServingEngine } from '../serving-engine';

/**
 * For the time in which engines are rewritten as descriptions: one that still says its facts in members.
 *
 * @internal
 */
export abstract class LegacyEngine extends ServingEngine {
  public abstract readonly probes: EngineProbes;

  public constructor() {
    super({ name: 'legacy', ports: { http: 8080 }, probes: { startup: ServerProbe.tcp(), readiness: ServerProbe.tcp(), liveness: ServerProbe.tcp() } });
  }

  public get version(): string | undefined { return undefined; }
  public get loadsFromHuggingFace(): boolean { return false; }
  public get frameworks(): Framework[] { return []; }
  public get metricsPath(): string | undefined { return undefined; }
  public get metrics(): EngineMetrics | undefined { return undefined; }
  public get maintenance(): EngineMaintenance | undefined { return undefined; }
  public get apiPath(): string { return ''; }
  public get openAiCompatible(): boolean { return false; }
  public get knowsAliases(): boolean { return false; }
  public get scratchSize(): Size { return Size.gibibytes(2); }
  public scratchFor(_modelSize: Size): Size { return this.scratchSize; }
  public get preStopDelay(): Duration { return Duration.seconds(15); }
  public get drainTimeout(): Duration { return Duration.seconds(30); }
  public get drainsAfterSigterm(): boolean { return true; }
  public get warmup(): Duration { return Duration.minutes(5); }
  public get flagsFile(): string | undefined { return undefined; }
  public get officialImages(): string[] { return []; }
  public get repeatableFlags(): string[] { return []; }
  public get envPrefix(): string | undefined { return undefined; }
  public probesFor(_servedName: string): EngineProbes { return this.probes; }
  public hardening(_compute: Compute): ImageHardening {
    return { runAsUser: 1000, readOnlyRootFilesystem: false, source: 'default of the library, unproven for this engine' };
  }

  public placeFiles(servedName: string, layout: ModelLayout): string { return placeFiles(ModelPlacement.FOLDER, this.name, servedName, layout); }

  /** @internal */
  public _place(servedName: string, layout: ModelLayout): string {
    return this.placeFiles === LegacyEngine.prototype.placeFiles ? super._place(servedName, layout) : this.placeFiles(servedName, layout);
  }

  /** @internal */
  public get _props(): object { return (this as unknown as { readonly props: object }).props; }

  /** @internal */
  public _hardening(compute: Compute): ImageHardening { return this.hardening(compute); }

  /** @internal */
  public get _facts(): FilledFacts {
    const { name, ports, version, loadsFromHuggingFace, frameworks, metricsPath, metrics, maintenance, apiPath, openAiCompatible, knowsAliases } = this;
    const { scratchSize, preStopDelay, drainTimeout, drainsAfterSigterm, warmup, flagsFile, officialImages, repeatableFlags, envPrefix } = this;
    const copies = this.scratchFor !== LegacyEngine.prototype.scratchFor;
    const places = this.placeFiles === LegacyEngine.prototype.placeFiles ? undefined : this.placeFiles('model', ModelLayout.FILES);
    return {
      name,
      ports,
      version,
      loadsFromHuggingFace,
      frameworks,
      metricsPath,
      metrics,
      maintenance,
      apiPath,
      openAiCompatible,
      knowsAliases,
      scratchSize,
      preStopDelay,
      drainTimeout,
      drainsAfterSigterm,
      warmup,
      flagsFile,
      officialImages,
      repeatableFlags,
      envPrefix,
      probes: this.probesFor('$(MODEL_NAME)'),
      scratchCopies: copies ? 2 : 0,
      placement: places === undefined ? ModelPlacement.FOLDER : places === '' ? ModelPlacement.AS_IN_SOURCE : ModelPlacement.REPOSITORY,
      hardening: IMAGE_FACTS[name]?.map(({ on, user, readOnlyRoot = false, source }) => ({ on: on.length === 0 ? undefined : [...on], runAsUser: user, readOnlyRootFilesystem: readOnlyRoot, source })) ?? [this.hardening(undefined as never)],
      reservedFlags: reservedBy(this._options),
      flagAliases: aliasesBy(this._options),
    };
  }
}
