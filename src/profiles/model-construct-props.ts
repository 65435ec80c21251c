import { ModelOptions } from './model-runtime-props';
import { Framework } from '../values/framework';
import { ObjectMetadataOptions } from '../values/object-metadata';
import { RecordedPort } from '../values/recorded-port';

/** The props of a model. Members that are left out come from the profile. */
export interface ModelConstructProps extends ModelOptions {
  /** Version of the model, `1.2.3` or `v1.2.3`. It is part of the Pod template, so a new version rolls out. */
  readonly version: string;

  /** The framework that the model was made with; engines refuse frameworks that they cannot serve. */
  readonly framework: Framework;

  /**
   * Id of the model in the registry: lower-case letters, digits and dashes. Together with the version it is unique in the app.
   *
   * @default - the name of the objects
   */
  readonly modelId?: string;

  /**
   * Whether to make only the Model and no runtime, because something else serves the model, or nothing does yet. The Model then records the container
   * that these props and the profile describe: `command`, `args`, `env`, `secretEnv`, `ports`, `pod.volumes`, `pod.mounts`, and the resources when
   * `compute` is given. The annotation `registry.matrixinfer.ai/registered-only` marks such a Model.
   *
   * @default false
   */
  readonly registerOnly?: boolean;

  /**
   * Program of the container, for the record of a Model with `registerOnly`. In a runtime the engine decides it, and giving it is an error
   * (`engine-says-container`).
   *
   * @default - not recorded
   */
  readonly command?: string[];

  /**
   * Ports of the container, for the record of a Model with `registerOnly`. In a runtime the engine decides them, and giving them is an error
   * (`engine-says-container`).
   *
   * @default - not recorded
   */
  readonly ports?: RecordedPort[];

  /**
   * Labels and annotations of the Model.
   *
   * @default - none
   */
  readonly modelMetadata?: ObjectMetadataOptions;
}
