import { ApiObjectMetadata } from 'cdk8s';
import { belowOwn } from '../ground/common-labels';
import { checkedPrintable } from '../ground/names';
import { ModelOptions } from '../profiles/model-runtime-props';
import { ObjectRow } from '../render/object-row';
import { labelsOf } from '../render/pod-template';
import { RuntimeInput } from '../render/runtime-plan';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** Labels and annotations that users give to the objects, and the profile by which they are made. */
export type ObjectOptions = Pick<ModelOptions, 'deploymentMetadata' | 'serviceMetadata' | 'profile'>;

type Labels = { readonly [key: string]: string };

/** The name, the labels and the annotations of an object, by what is known of its model: its own labels stand above those of users. */
export function identityOf(row: ObjectRow, input: RuntimeInput, options: ObjectOptions, own: Labels = labelsOf(input)): ApiObjectMetadata {
  const { kind, suffix = '' } = row;
  const { labels, annotations }: ObjectMetadataOptions = (row.metadata ? options[row.metadata] : row.metadataOf?.(input)) ?? {};
  return {
    name: row.nameOf?.(input) ?? `${input.name}${suffix}`,
    labels: belowOwn(checkedPrintable(`label of the ${kind}`, labels), own),
    annotations: checkedPrintable(`annotation of the ${kind}`, annotations),
  };
}

const NONE: readonly ObjectMetadataOptions[] = [{}, {}];

/** What users add to the metadata of objects; always the same list where they add nothing, for those who compare it. */
export function metadataIn({ deploymentMetadata, serviceMetadata }: ObjectOptions): readonly ObjectMetadataOptions[] {
  return deploymentMetadata || serviceMetadata ? [deploymentMetadata ?? {}, serviceMetadata ?? {}] : NONE;
}
