import { MeantSettings } from './meant-settings';
import { MovedWeights, movedWeights } from './moved-weights';
import { Neighbourhood } from './neighbourhood';
import { PatchResults, patchResults } from './patch-results';
import { SaidFlags, ServerFlags } from './said-flags';
import { isFetched } from '../facts/server-fetches';
import type { MemoryPlan } from '../fit/memory-plan';
import { at, itemsAt, Json } from '../ground/objects';
import { otherContainers } from '../render/containers';
import { secretsIn } from '../render/environment';
import { footprintOf } from '../render/footprint';
import { derivePodTemplate, serverArgs } from '../render/pod-template';
import { exposedBy, exposedByNode, exposedByService, Exposure } from '../render/ports';
import { imageFor, RuntimePlan } from '../render/runtime-plan';
import { ModelSource } from '../sources/model-source';
import { SourceBinding } from '../sources/source-binding';
import { ExtraContainer } from '../values/extra-container';
import { ObjectMetadataOptions } from '../values/object-metadata';
import { PodVolume } from '../values/pod-volume';
import { SecretKey } from '../values/secret-key';

/** The facts by which a runtime is judged, beside its plan. */
export interface RuntimeContext {
  /** The plan with what patches say beside it; the plan itself without patches. */
  readonly patched: RuntimePlan;
  /** The template of its Pods as patches of all kinds leave it; undefined without patches. */
  readonly template?: Json;
  /** The `spec` of each of its Services as patches leave it; undefined where nobody patches them. */
  readonly services?: readonly Json[];
  /** The labels and annotations that users give to its objects. */
  readonly metadata: readonly ObjectMetadataOptions[];
  readonly neighbours: Neighbourhood;
  /** Whether its NetworkPolicy names no callers. */
  readonly closed: boolean;
}

/** An image, and the place that uses it. */
export interface UsedImage {
  readonly where: string;
  readonly image: string;
}

/** One runtime, as the rules see it: facts that several of them read, each found when a rule first asks. */
export class RuntimeSubject {
  private settings?: MeantSettings;
  private said?: ServerFlags;
  private planned?: { readonly plan?: MemoryPlan };
  private patches?: { readonly results?: PatchResults };
  private moved?: { readonly weights?: MovedWeights };
  private pod?: Json;

  public constructor(public readonly plan: RuntimePlan, public readonly context: RuntimeContext) {}

  /** The plan with what patches say beside it. */
  public get patched(): RuntimePlan {
    return this.context.patched;
  }

  /** The settings of the server that have a meaning for the rest of the Pod. */
  public get meant(): MeantSettings {
    return this.settings ??= new MeantSettings(this.patched);
  }

  /** The flags of its server, without what patches add. */
  public get flags(): SaidFlags {
    return this.serverFlags;
  }

  /** The plan of its memory, by the arguments that are printed; undefined where its architecture is not given, or its memory not known. */
  public get memory(): MemoryPlan | undefined {
    return (this.planned ??= { plan: this.plan.architecture && footprintOf(this.patched, serverArgs(this.patched)) }).plan;
  }

  /** The same, to be compared. */
  public get serverFlags(): ServerFlags {
    return this.said ??= new ServerFlags(this.plan);
  }

  /** Its Pod template after the patches, with their problems; undefined without patches. */
  public get podPatches(): PatchResults | undefined {
    return (this.patches ??= { results: patchResults(this.plan) }).results;
  }

  /** The template of its Pods as it is printed; undefined where patches of it do not apply. */
  public get template(): Json {
    if (this.podPatches === undefined) return derivePodTemplate(this.plan);
    return this.podPatches.failure === undefined ? this.podPatches.template : undefined;
  }

  /** The template of its Pods as patches of all kinds leave it. */
  public get printed(): Json {
    return this.context.template ?? (this.pod ??= derivePodTemplate(this.plan));
  }

  /** The place to which a variable of the user moves the model; undefined where none does. */
  public get movedWeights(): MovedWeights | undefined {
    return (this.moved ??= { weights: movedWeights(this.plan, this.patched.settings, () => this.printed) }).weights;
  }

  /** What leads requests from outside of the cluster to it. */
  public get exposures(): readonly Exposure[] {
    const { services } = this.context;
    return [...services === undefined ? exposedBy(this.plan) : services.flatMap(exposedByService), ...exposedByNode(this.plan)];
  }

  /** What fetches the model into the Pod, or into the cache that it reads; undefined where nothing has to. */
  public get fetching(): SourceBinding | undefined {
    const { binding, fill } = this.plan;
    const filling = fill?.binding ?? binding;
    return filling.needsModelVolume || isFetched(binding.model) ? filling : undefined;
  }

  /** Where its objects are. */
  public get namespace(): string | undefined {
    return this.plan.namespace;
  }

  /** The source of the model, and those of what is loaded beside it. */
  public get sources(): readonly ModelSource[] {
    return [this.plan.source, ...this.plan.beside.map(({ source }) => source)];
  }

  /** Volumes of its Pods. */
  public get volumes(): readonly PodVolume[] {
    return this.plan.volumes;
  }

  /** Containers beside the server. */
  public get others(): readonly ExtraContainer[] {
    return otherContainers(this.plan);
  }

  /** Every image of its Pods. */
  public get images(): readonly UsedImage[] {
    const { image, settings } = this.plan;
    return [
      { where: 'the server', image },
      ...this.others.map(({ name, image: other }) => ({ where: name, image: other })),
      ...(settings.pod?.volumes ?? []).flatMap(({ name, _image }) => (_image === undefined ? [] : [{ where: `the volume ${name}`, image: _image }])),
      ...this.patchedImages,
    ];
  }

  /** Every image of its Pods as it is named, before a mirror takes its place; those of patches apart. */
  public get publishedImages(): readonly string[] {
    const { engine, settings } = this.plan;
    const volumes = (settings.pod?.volumes ?? []).flatMap(({ _image }) => _image ?? []);
    return [imageFor(engine, settings), ...this.others.map(({ image }) => image), ...volumes];
  }

  /** Images of what patches add; one that they change is a finding of its own. */
  private get patchedImages(): readonly UsedImage[] {
    const { template } = this.context;
    if (template === undefined) return [];
    const imagesIn = (pod: Json) => [
      ...['containers', 'initContainers'].flatMap(list => itemsAt(pod, 'spec', list)).map(one => ({ where: String(at(one, 'name')), image: at(one, 'image') })),
      ...itemsAt(pod, 'spec', 'volumes').map(one => ({ where: `the volume ${String(at(one, 'name'))}`, image: at(one, 'image', 'reference') })),
    ].filter((one): one is UsedImage => typeof one.image === 'string');
    const known = new Set(imagesIn(derivePodTemplate(this.plan)).map(({ where }) => where));
    return imagesIn(template).filter(({ where }) => !known.has(where)).map(one => ({ ...one, where: `${one.where}, which a patch adds,` }));
  }

  /** Every Secret that its Pods and its monitor read, once. */
  public get secrets(): readonly SecretKey[] {
    const { container, binding, settings } = this.plan;
    const ca = [settings.trustedCa?._secret, settings.monitoring?._scrape.certificateAuthority].filter(secret => secret !== undefined);
    const ofSources = this.sources.flatMap(source => source.secrets);
    return [...new Set<SecretKey>([...ofSources, ...ca, ...[container, binding, settings, ...this.others].flatMap(secretsIn)])];
  }
}
