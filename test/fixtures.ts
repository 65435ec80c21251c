import { join } from 'path';
import { App, Chart, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import {
  Accelerator, Compute, EngineContainer, EngineContext, EngineMaintenance, EnginePorts, Finding, Findings, Framework,
  ImageHardening, ExtraContainer, ModelConstruct, ModelConstructProps, ModelRuntime, ModelRuntimeProps, ModelSource,
  RuntimeProfile, RuntimeProfileProps, SecretKey, ServerProbe, ServingEngine, SourceBinding, SourceContext,
} from '../src';

/*
 * What the tests of this folder build again and again: an engine and a source whose every answer can be chosen, so that a test
 * says what it is about and nothing of vLLM or Hugging Face; and a model around them that has no finding.
 */

/** A commit that pins a revision. */
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** An object as a chart prints it. */
export type Manifest = ReturnType<typeof Testing.synth>[number];

/** What a `PlainEngine` answers; what is left out is harmless. */
export interface PlainEngineProps {
  readonly name?: string;
  readonly image?: string;
  readonly ports?: EnginePorts;
  readonly container?: EngineContainer;
  readonly hardening?: ImageHardening;
  readonly sharedMemory?: Size;
  readonly frameworks?: Framework[];
  readonly aliases?: { [alias: string]: string };
  readonly reserved?: { [flag: string]: string };
  readonly repeatable?: string[];
  readonly envPrefix?: string;
  readonly hub?: boolean;
  readonly version?: string;
  readonly flagsFile?: string;
  readonly officialImages?: string[];
  readonly maintenance?: EngineMaintenance;
  readonly drainsAfterSigterm?: boolean;
  readonly metricsPath?: string;
  readonly metricsKey?: SecretKey;
  readonly servesTls?: boolean;
  bind?(context: EngineContext): EngineContainer;
}

/** Flags of the `PlainEngine`, in versions 1.0.0, 1.1.0 and 2.0.0. */
export const PLAIN_FLAGS = join(__dirname, 'checks', 'plain-flags.json');

/** A model server that answers what the test says. */
export class PlainEngine extends ServingEngine {
  public constructor(private readonly props: PlainEngineProps = {}) {
    const { image: _image, container: _container, bind: _bind, hub, aliases, reserved, repeatable, hardening, ...facts } = props;
    super({
      name: 'plain',
      ports: { http: 8080 },
      probes: { startup: ServerProbe.http('/up'), readiness: ServerProbe.http('/up'), liveness: ServerProbe.tcp() },
      loadsFromHuggingFace: hub,
      flagAliases: aliases,
      reservedFlags: reserved,
      repeatableFlags: repeatable,
      hardening: hardening && [hardening],
      ...facts,
    });
  }

  public imageFor(_compute: Compute): string {
    return this.props.image ?? 'example.com/plain:1.0.0';
  }

  public bind(context: EngineContext): EngineContainer {
    return this.props.bind?.(context) ?? this.props.container ?? { command: ['serve'], args: ['--port', String(this.ports.http)], env: { HOME: '/tmp/home' } };
  }
}

/** What a `PlainSource` answers; what is left out is harmless. */
export interface PlainSourceProps {
  readonly uri?: string;
  readonly size?: Size;
  readonly unpinned?: string;
  readonly revision?: string;
  readonly secrets?: SecretKey[];
  readonly needsServiceAccount?: boolean;
  readonly initContainer?: Partial<ExtraContainer>;
  readonly binding?: Partial<SourceBinding>;
  bind?(context: SourceContext): SourceBinding;
}

/** A source that answers what the test says; by default an init container downloads from port 443. */
export class PlainSource extends ModelSource {
  public readonly uri: string;

  public constructor(private readonly props: PlainSourceProps = {}) {
    super({ size: props.size });
    this.uri = props.uri ?? 'plain://models/one';
  }

  public override get revision(): string | undefined {
    return this.props.revision;
  }

  public override get unpinnedReason(): string | undefined {
    return this.props.unpinned;
  }

  public override get secrets(): SecretKey[] {
    return this.props.secrets ?? [];
  }

  public override get needsServiceAccount(): boolean {
    return this.props.needsServiceAccount ?? false;
  }

  public bind(context: SourceContext): SourceBinding {
    return this.props.bind?.(context) ?? {
      model: { path: context.targetPath, hub: false },
      needsModelVolume: true,
      initContainers: [{ name: 'fetch', image: 'example.com/fetch:1.0.0', mounts: [context.modelMount], ...this.props.initContainer }],
      egressPorts: [443],
      ...this.props.binding,
    };
  }
}

/** Compute without accelerators that holds every model of the tests. */
export function smallCompute(): Compute {
  return Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(32) });
}

/** Compute with L4 GPUs. */
export function gpuCompute(count: number = 1): Compute {
  return Compute.gpu(Accelerator.NVIDIA_L4, { count, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
}

/** A chart in an app of its own. */
export function chartIn(namespace?: string, id: string = 'chart'): Chart {
  return new Chart(Testing.app(), id, { namespace });
}

/** A profile that nothing is to be said of. */
export function plainProfile(scope: Construct, props: RuntimeProfileProps = {}, id: string = 'profile'): RuntimeProfile {
  const defaults = props.base ? {} : { engine: new PlainEngine(), compute: smallCompute() };
  return new RuntimeProfile(scope, id, { ...defaults, ...props });
}

/** Props of a model that nothing is to be said of. */
export type ModelOverrides = Partial<ModelConstructProps> & { readonly profileProps?: RuntimeProfileProps };

/** A model that nothing is to be said of, but for what the test overrides. */
export function plainModel(scope: Construct, id: string = 'model', overrides: ModelOverrides = {}): ModelConstruct {
  const { profileProps, ...props } = overrides;
  return new ModelConstruct(scope, id, {
    version: '1.0.0',
    framework: Framework.CUSTOM,
    source: new PlainSource(),
    profile: props.profile ?? plainProfile(scope, profileProps, `${id}-profile`),
    ...props,
  });
}

/** A runtime without a Model that nothing is to be said of, but for what the test overrides. */
export function plainRuntime(scope: Construct, id: string = 'runtime', overrides: Partial<ModelRuntimeProps> = {}): ModelRuntime {
  return new ModelRuntime(scope, id, { source: new PlainSource(), profile: overrides.profile ?? plainProfile(scope, {}, `${id}-profile`), ...overrides });
}

/** What a chart prints; warnings go nowhere. */
export function manifestsOf(chart: Chart): Manifest[] {
  let manifests: Manifest[] = [];
  stderrOf(() => { manifests = Testing.synth(chart); });
  return manifests;
}

/** The only object of a kind, and of a name where one is given, that a chart prints. */
export function objectOf(chart: Chart, kind: string, name?: string): Manifest {
  const found = manifestsOf(chart).filter(object => object.kind === kind && (name === undefined || object.metadata.name === name));
  if (found.length !== 1) throw new Error(`expected one ${kind} ${name ?? ''}, got ${found.length}`);
  return found[0];
}

/** The Pod template that a chart with one Deployment prints. */
export function templateOf(chart: Chart): Manifest {
  return objectOf(chart, 'Deployment').spec.template;
}

/** The server's container of a chart with one Deployment. */
export function serverOf(chart: Chart): Manifest {
  return templateOf(chart).spec.containers[0];
}

/** The findings of one rule in an app. */
export function findingsOf(scope: IConstruct, rule: string): Finding[] {
  return Findings.of(scope).filter(finding => finding.rule === rule);
}

/** The ids of all rules that have something to say of an app, each once, sorted. */
export function rulesOf(scope: IConstruct): string[] {
  return [...new Set(Findings.of(scope).map(finding => finding.rule))].sort();
}

/** What synth of a chart's app says when it stops; fails when it does not stop. */
export function errorOfSynth(chart: Chart): string {
  try {
    App.of(chart).synthYaml();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('synth did not stop');
}

/** What an action throws; fails when it throws nothing. */
export function caught(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

/** What is written to stderr while something runs. */
export function stderrOf(action: () => void): string[] {
  const written: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation(text => {
    written.push(String(text));
    return true;
  });
  try {
    action();
  } finally {
    spy.mockRestore();
  }
  return written;
}

