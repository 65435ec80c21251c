import { InferAutoscaling } from './infer-autoscaling';
import { IModelRef } from './model-ref';
import { RuntimeProfile } from './runtime-profile';
import { RuntimeSettings } from './runtime-settings';
import { ServingEngine } from '../engines/serving-engine';
import { ModelSource } from '../sources/model-source';
import { Framework } from '../values/framework';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** The resources of a container, as Kubernetes quantities by resource key. */
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
 * The props of a ModelInfer. Its settings win over those of the Model, and those of the Model over those of the profile, merged as `RuntimeSettings`
 * says. The resource records the settings that it has a field for: `replicas`, `autoscaling`, `compute`, `security`, of `scheduling` the node
 * selector, tolerations, affinity and spreading, of `pod` the annotations, volumes and mounts.
 */
export interface ModelInferProps extends RuntimeSettings {
  /** The Model that is served: a `ModelConstruct` of this app, or a `ModelRef` of one that is registered elsewhere. */
  readonly model: IModelRef;

  /**
   * The profile that the model runs with.
   *
   * @default - the profile of the Model; for a Model that is registered elsewhere it has to be given
   */
  readonly profile?: RuntimeProfile;

  /**
   * The model server.
   *
   * @default - the engine of `profile` when that is given, else the engine of the Model
   */
  readonly engine?: ServingEngine;

  /**
   * Where the weights are.
   *
   * @default - the source of the Model; for a Model that is registered elsewhere it has to be given
   */
  readonly source?: ModelSource;

  /**
   * The framework that the model was made with.
   *
   * @default - that of the Model; for a Model that is registered elsewhere it is not checked
   */
  readonly framework?: Framework;

  /**
   * Version of the model. It is part of the Pod template, so a new version rolls out.
   *
   * @default - that of the Model; for a Model that is registered elsewhere it is not known
   */
  readonly version?: string;

  /**
   * Low-rank adapters that are served beside the model, see `ModelOptions.adapters`. An adapter replaces the Model's adapter of the same name.
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
   * Name of all objects: a DNS-1035 label of at most 52 characters. A second ModelInfer of the same Model in the same namespace needs another name.
   *
   * @default - the name of the Model and `-infer`
   */
  readonly name?: string;

  /** Number of replicas. Leave it out when an autoscaler owns them.
   *
   * @default - 1, which is not recorded
   */
  readonly replicas?: number;

  /**
   * Scales the replicas with the load. `replicas` beside it is only recorded.
   *
   * @default - a fixed number of replicas, unless an `AutoscalingPolicy` owns them
   */
  readonly autoscaling?: InferAutoscaling;

  /**
   * The name that clients send as `model`. All ModelInfers of one Model have the same name by default, so that a route may lead to any of them.
   *
   * @default - the served name of the Model
   */
  readonly servedName?: string;

  /**
   * More names that clients may send as `model`, for an engine with aliases.
   *
   * @default - those of the Model
   */
  readonly servedAliases?: string[];

  /**
   * Whether to make only the ModelInfer and no runtime, because something else serves the model.
   *
   * @default false
   */
  readonly registerOnly?: boolean;

  /**
   * Resources for the record of a ModelInfer with `registerOnly`. A runtime has `compute` instead.
   *
   * @default - those of `compute`
   */
  readonly resources?: RecordedResources;

  /**
   * Name of the server's container, for the record of a ModelInfer with `registerOnly`. In a runtime it is `server`.
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
   * @default - those of the Deployment of the Model
   */
  readonly deploymentMetadata?: ObjectMetadataOptions;
}
