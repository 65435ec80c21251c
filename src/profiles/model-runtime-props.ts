import { FootprintOptions } from './footprint-options';
import { ModelArchitecture } from './model-architecture';
import { RuntimeProfile } from './runtime-profile';
import { RuntimeSettings } from './runtime-settings';
import { ServingEngine } from '../engines/serving-engine';
import { ModelSource } from '../sources/model-source';
import { Framework } from '../values/framework';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** The options that every model has. Members that are left out come from the profile. */
export interface ModelOptions extends RuntimeSettings {
  /** Where the weights are. */
  readonly source: ModelSource;

  /**
   * Low-rank adapters that are served beside the model, from any source, by the name that clients send as `model` (to SGLang behind the served name and
   * a colon). The flags of the engine follow; one that takes none is an error. They are downloaded, or mounted, below `/mnt/adapters`; one without `size`
   * is taken for 2 GiB.
   *
   * @default - those of the engine's `loraAdapters`
   */
  readonly adapters?: { [name: string]: ModelSource };

  /**
   * The model that drafts tokens for this one (a small model, an EAGLE head), from any source, for an engine with `speculativeDecoding`. It is
   * downloaded, or mounted, at `/mnt/draft-model`; without `size` it is taken for 20 GiB.
   *
   * @default - `speculativeDecoding.model` of the engine
   */
  readonly draftModel?: ModelSource;

  /**
   * The layers that the model is made of. With it the memory of the server is planned: what cannot fit is an error, and arguments that are left open follow, see
   * `footprint`. https://github.com/cdk8s-matrixinfer/cdk8s-matrixinfer/blob/main/docs/fit.md
   *
   * @default - not known: only the size of the source is compared with the memory of the accelerators
   */
  readonly architecture?: ModelArchitecture;

  /**
   * The wishes for its memory, where `architecture` is given.
   *
   * @default - one sequence of the longest context, and arguments that follow from the plan
   */
  readonly footprint?: FootprintOptions;

  /** How it is run. */
  readonly profile: RuntimeProfile;

  /**
   * The model server, when it differs from the profile's, for example `new VllmEngine({ version: '0.32.0', maxModelLen: 4096 })`.
   *
   * @default - the engine of the profile
   */
  readonly engine?: ServingEngine;

  /**
   * Name of all objects: a DNS-1035 label of at most 52 characters. With a name given, moving the construct elsewhere changes no byte.
   *
   * @default - derived from the construct id: `Llama-3.1-8B_Instruct` becomes `llama-3-1-8b-instruct`
   */
  readonly name?: string;

  /**
   * Replicas. Leave it out when an autoscaler owns them.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The name that clients send as `model`.
   *
   * @default - the name of the objects
   */
  readonly servedName?: string;

  /**
   * More names that clients may send, where the engine knows aliases; an error (`engine-refuses`) where it does not.
   *
   * @default - none
   */
  readonly servedAliases?: string[];

  /**
   * Labels and annotations of the Deployment.
   *
   * @default - only the library's own
   */
  readonly deploymentMetadata?: ObjectMetadataOptions;
}

/** The props that a model's runtime is made from, when there is no Model. */
export interface ModelRuntimeProps extends ModelOptions {
  /**
   * The framework that the model was made with; engines refuse frameworks that they cannot serve.
   *
   * @default - not checked
   */
  readonly framework?: Framework;

  /**
   * Version of the model. It stands in the Pod template: a new version rolls out.
   *
   * @default - none
   */
  readonly version?: string;
}
