import { Field, members, oneOf, required, text } from './fields';

/*
 * Fields of a Pod that its containers can be told. https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
 */

/** A field of the Pod; as a file, all its labels or annotations can be given, as a variable only one of them. */
function fieldPath(asFile: boolean): Field {
  const names = asFile ? 'name|namespace|uid|labels|annotations' : 'name|namespace|uid';
  const others = asFile ? '' : '|spec\\.(nodeName|serviceAccountName)|status\\.(hostIPs?|podIPs?)';
  const path = new RegExp(`^(metadata\\.(${names})${others}|metadata\\.(labels|annotations)\\['[^']+'\\])$`);
  return text(`a field of the Pod: metadata.${names.split('|').join(', metadata.')}${asFile ? '' : ', spec.nodeName, status.podIP'} and the like`, value => path.test(value));
}

/** A field that a variable can have. */
export const VARIABLE_FIELD = fieldPath(false);

/** A field that a file can have. */
export const FILE_FIELD = fieldPath(true);

/** An amount that a container requests, or is limited to. */
export const RESOURCE_FIELD = text('limits or requests of cpu, memory, ephemeral-storage or hugepages-…', value => /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(value));

/** A reference to a field of the Pod. */
export const fieldRef = (path: Field) => members({ apiVersion: oneOf('', 'v1'), fieldPath: required(path, 'a field of the Pod') });

/** A reference to an amount of a container. */
export const RESOURCE_REF = members({ resource: required(RESOURCE_FIELD, 'a resource') });
