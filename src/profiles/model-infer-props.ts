import { InferAutoscaling } from './infer-autoscaling';
import { IModelRef } from './model-ref';
import { RuntimeProfile } from './runtime-profile';
import { RuntimeSettings } from './runtime-settings';
import { ServingEngine } from '../engines/serving-engine';
import { ModelSource } from '../sources/model-source';
import { Framework } from '../values/framework';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** Amounts of resources as a container has them, by resource key, as Kubernetes quantities. */
export interface RecordedResources {
  /**
   * `requests`: `{ 'memory': '16Gi', 'hugepages-2Mi': '8Gi' }`.
   *
   * @default - none
   */
  readonly requests?: { [name: string]: string };

  /**
   * `limits`.
   *
   * @default - none
   */
  readonly limits?: { [name: string]: string };
}

/**
 * The props that a ModelInfer is made from. Settings go over those of the Model, and those over the ones of the profile, by the rule of
 * `RuntimeSettings`. What is said here and has a field is recorded: `replicas`, `autoscaling`, `compute`, `security`, of `scheduling` the node selector, tolerations,
 * affinity and spreading, of `pod` the annotations, volumes and mounts.
 */
export interface ModelInferProps extends RuntimeSettings {
  /** The Model that is served: a `ModelConstruct` of this app, or a `ModelRef` of one that is registered elsewhere. */
  readonly model: IModelRef;

  /**
   * How it is run.
   *
   * @default - the profile of the Model; one that is registered elsewhere has none, and it has to be said
   */
  readonly profile?: RuntimeProfile;

  /**
   * The model server.
   *
   * @default - that of `profile`, or else that of the Model
   */
  readonly engine?: ServingEngine;

  /**
   * Where the weights are.
   *
   * @default - where the Model says; of one that is registered elsewhere it is not known, and has to be said
   */
  readonly source?: ModelSource;

  /**
   * The framework that the model was made with.
   *
   * @default - that of the Model; of one that is registered elsewhere it is not checked
   */
  readonly framework?: Framework;

  /**
   * Version of the model. It stands in the Pod template: a new version rolls out.
   *
   * @default - that of the Model; of one that is registered elsewhere it is not known
   */
  readonly version?: string;

  /**
   * Low-rank adapters that are served beside the model, see `ModelOptions.adapters`. Those of one name take the place of the Model's.
   *
   * @default - those of the Model
   */
  readonly adapters?: { [name: string]: ModelSource };

  /**
   * The model that drafts tokens for this one, see `ModelOptions.draftModel`.
   *
   * @default - that of the Model
   */
  readonly draftModel?: ModelSource;

  /**
   * Name of all objects: a DNS-1035 label of at most 52 characters. A second ModelInfer of one Model and namespace needs one of its own.
   *
   * @default - the name of the Model and `-infer`
   */
  readonly name?: string;

  /**
   * Replicas. Leave it out when an autoscaler owns them.
   *
   * @default - 1, which is not recorded
   */
  readonly replicas?: number;

  /**
   * How the replicas follow the load. `replicas` beside it is only recorded.
   *
   * @default - the replicas stay as they are, or an `AutoscalingPolicy` owns them
   */
  readonly autoscaling?: InferAutoscaling;

  /**
   * The name that clients send as `model`. All that serve one Model have the same one, so that a route may lead to any of them.
   *
   * @default - the served name of the Model
   */
  readonly servedName?: string;

  /**
   * More names that clients may send, where the engine knows aliases.
   *
   * @default - those of the Model
   */
  readonly servedAliases?: string[];

  /**
   * Whether only the ModelInfer is made, and no runtime: something else serves it.
   *
   * @default false
   */
  readonly registerOnly?: boolean;

  /**
   * Resources as they are written, only to be recorded, with `registerOnly`; a runtime has `compute`.
   *
   * @default - those of `compute`
   */
  readonly resources?: RecordedResources;

  /**
   * Name of the container of the server, only to be recorded, with `registerOnly`; that of a runtime is `server`.
   *
   * @default "server"
   */
  readonly containerName?: string;

  /**
   * Labels and annotations of the ModelInfer.
   *
   * @default - none
   */
  readonly inferMetadata?: ObjectMetadataOptions;

  /**
   * Labels and annotations of the Deployment.
   *
   * @default - those of the Model's
   */
  readonly deploymentMetadata?: ObjectMetadataOptions;
}
