import { ModelOptions } from './model-runtime-props';
import { Framework } from '../values/framework';
import { ObjectMetadataOptions } from '../values/object-metadata';
import { RecordedPort } from '../values/recorded-port';

/** The props that a model is made from. Members that are left out come from the profile. */
export interface ModelConstructProps extends ModelOptions {
  /** Version of the model, `1.2.3` or `v1.2.3`. It stands in the Pod template: a new version rolls out. */
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
   * Whether only the Model is made, and no runtime: something else serves it, or nothing yet. The Model then records what is said of its
   * container, here and in the profile: `command`, `args`, `env`, `secretEnv`, `ports`, `pod.volumes`, `pod.mounts`, and resources when there
   * is `compute`; and says so in its annotation `registry.matrixinfer.ai/registered-only`.
   *
   * @default false
   */
  readonly registerOnly?: boolean;

  /**
   * Program of the container, only to be recorded, with `registerOnly`; in a runtime the engine says it (`engine-says-container`).
   *
   * @default - not recorded
   */
  readonly command?: string[];

  /**
   * Ports of the container, only to be recorded, with `registerOnly`; in a runtime the engine says them (`engine-says-container`).
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
