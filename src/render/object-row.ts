import { RuntimeInput } from './runtime-plan';
import { ServingPlan } from './serving-plan';
import { JsonObject } from '../ground/objects';
import { ModelOptions } from '../profiles/model-runtime-props';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** One object of a model, as data: its kind, and the `spec` that a plan gives it. Nothing else is needed of a kind. */
export interface ObjectRow {
  /** Id of its construct, below that of the runtime. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** The end of its name, behind that of the model. */
  readonly suffix?: string;
  /** The property with labels and annotations that users give to it. */
  readonly metadata?: keyof Pick<ModelOptions, 'deploymentMetadata' | 'serviceMetadata'>;
  /** The member that it is said in, where that is no `spec`. */
  readonly member?: 'data';
  /** Labels and annotations that users give to it in a setting. */
  metadataOf?(input: RuntimeInput): ObjectMetadataOptions;
  /** Its name where that follows from more than the name of the model, as for an object that cannot be changed. */
  nameOf?(input: RuntimeInput): string;
  /** Its `spec`, or what it has in its place: the same plan gives the same, any number of times. */
  spec(plan: ServingPlan): JsonObject;
}

/** An object that not every model has. */
export interface OptionalRow extends ObjectRow {
  /** Whether a model has it, as far as it was told yet. */
  isWanted(input: RuntimeInput): boolean;
}

/** An object that Pod templates are printed in, with the patches of users. */
export interface RowWithPodTemplate extends ObjectRow {
  /** Where the template of each role stands in the object, in the order of the roles. */
  readonly templatesAt: readonly (readonly string[])[];
  /** Its `spec` before those patches. */
  derivedSpec(plan: ServingPlan): JsonObject;
}

/** Whether a model has an object. */
export function isWanted(row: ObjectRow | OptionalRow, input: RuntimeInput): boolean {
  return !('isWanted' in row) || row.isWanted(input);
}

/** The `spec` of an object before the user's patches of Pod templates; undefined when there are none in it. */
export function unpatchedSpec(row: ObjectRow | RowWithPodTemplate, plan: ServingPlan): JsonObject | undefined {
  const isPatched = plan.roles.some(({ template, derivedTemplate }) => template !== derivedTemplate);
  return isPatched && 'derivedSpec' in row ? row.derivedSpec(plan) : undefined;
}
