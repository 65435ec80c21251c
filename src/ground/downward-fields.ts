import { both, Field, members, oneOf, required, rule, text } from './fields';

/*
 * Fields of a Pod that its containers can be told. https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
 */

/** A field of the Pod; as a file, all its labels or annotations can be given, as a variable only one of them. */
function fieldPath(asFile: boolean): Field {
  const names = asFile ? 'name|namespace|uid|labels|annotations' : 'name|namespace|uid';
  const others = asFile ? '' : '|spec\\.(nodeName|serviceAccountName)|status\\.(hostIPs?|podIPs?)';
  const path = new RegExp(`^(metadata\\.(${names})${others}|metadata\\.(labels|annotations)\\['[^']+'\\])$`);
  return text(
    `a field of the Pod: metadata.${names.split('|').join(', metadata.')}${asFile ? '' : ', spec.nodeName, status.podIP'} and the like`,
    value => path.test(value),
  );
}

/** A field that a variable can have. */
export const VARIABLE_FIELD = fieldPath(false);

/** A field that a file can have. */
export const FILE_FIELD = fieldPath(true);

/** An amount that a container requests, or is limited to. */
export const RESOURCE_FIELD = text('limits or requests of cpu, memory, ephemeral-storage or hugepages-…', value => (
  /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(value)
));

/** A reference to a field of the Pod. */
export const fieldRef = (path: Field) => members({ apiVersion: oneOf('', 'v1'), fieldPath: required(path, 'a field of the Pod') });

/** Units that CPUs can be counted in, and those of bytes. */
const CPU_UNITS = ['1', '1m'];
const BYTE_UNITS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** The unit that an amount of a container is counted in. */
export const DIVISOR: Field = rule(({ resource, divisor }) => {
  if (divisor === undefined || divisor === '0') return []; // the API server writes it where none is given
  const units = String(resource).endsWith('.cpu') ? CPU_UNITS : BYTE_UNITS;
  return units.includes(String(divisor)) ? [] : [{ path: '.divisor', got: divisor, allowed: units.join(', ') }];
});

/** A reference to an amount of a container. */
export const RESOURCE_REF = both(members({ resource: required(RESOURCE_FIELD, 'a resource') }), DIVISOR);
