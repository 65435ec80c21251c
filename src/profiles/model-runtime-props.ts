import { FootprintOptions } from './footprint-options';
import { ModelArchitecture } from './model-architecture';
import { RuntimeProfile } from './runtime-profile';
import { RuntimeSettings } from './runtime-settings';
import { ServingEngine } from '../engines/serving-engine';
import { ModelSource } from '../sources/model-source';
import { Framework } from '../values/framework';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** The part of a model's options that decides its memory, on whatever profile it is served. */
export interface FootprintProps extends RuntimeSettings {
  /** Where the weights are. */
  readonly source: ModelSource;

  /**
   * Low-rank (LoRA) adapters that are served beside the model, from any source. The key is the name that clients send as `model`; to SGLang they send
   * the served name, a colon, and the key. The flags of the engine are derived, and an engine that takes no adapters is an error. The files are
   * downloaded to, or mounted in, a folder below `/mnt/adapters`. An adapter without `size` counts as 2 GiB.
   *
   * @default - those of the engine's `loraAdapters`
   */
  readonly adapters?: { [name: string]: ModelSource };

  /**
   * The model that drafts tokens for this one (a small model, an EAGLE head), from any source, for an engine with `speculativeDecoding`. It is
   * downloaded to, or mounted at, `/mnt/draft-model`. Without `size` it counts as 20 GiB.
   *
   * @default - `speculativeDecoding.model` of the engine
   */
  readonly draftModel?: ModelSource;

  /**
   * The layers of the model. With it the library plans the memory of the server: a model that cannot fit is an error, and arguments that you leave
   * open are derived, see `footprint`. https://github.com/cdk8s-matrixinfer/cdk8s-matrixinfer/blob/main/docs/fit.md
   *
   * @default - not known: only the size of the source is compared with the memory of the accelerators
   */
  readonly architecture?: ModelArchitecture;

  /**
   * The demands on its memory, such as how many sequences it has to hold; they count where `architecture` is given.
   *
   * @default - one sequence of the longest context, and arguments that follow from the plan
   */
  readonly footprint?: FootprintOptions;

  /**
   * The model server, when it differs from the profile's, for example `new VllmEngine({ version: '0.32.0', maxModelLen: 4096 })`.
   *
   * @default - the engine of the profile
   */
  readonly engine?: ServingEngine;
}

/** The options that every model has. Members that are left out come from the profile. */
export interface ModelOptions extends FootprintProps {
  /** The settings that the model runs with: engine, compute and all others. */
  readonly profile: RuntimeProfile;

  /**
   * Name of all objects: a DNS-1035 label of at most 52 characters. When you give it, you can move the construct, and no byte of the manifest
   * changes.
   *
   * @default - derived from the construct id: `Llama-3.1-8B_Instruct` becomes `llama-3-1-8b-instruct`
   */
  readonly name?: string;

  /**
   * Number of replicas. Leave it out when an autoscaler owns them.
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
   * More names that clients may send as `model`; an error (`engine-refuses`) for an engine without aliases.
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

/** The props of a runtime that is made without a Model. */
export interface ModelRuntimeProps extends ModelOptions {
  /**
   * The framework that the model was made with; engines refuse frameworks that they cannot serve.
   *
   * @default - not checked
   */
  readonly framework?: Framework;

  /**
   * Version of the model. It is part of the Pod template, so a new version rolls out.
   *
   * @default - none
   */
  readonly version?: string;
}
