import { servedPorts } from '../../render/ports';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The ports of nodes, unless the API server was told others. https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/ */
const [FIRST, LAST] = [30000, 32767];

/** Ports of the nodes that an API server refuses as it comes. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'an API server with the default range of node ports refuses the Service',
  topic: 'ports',
  check({ plan }) {
    const asked = plan.settings.service?.type === undefined ? [] : servedPorts(plan).filter(({ nodePort }) => nodePort !== undefined);
    if (asked.length === 0) return NOT_APPLICABLE;
    return asked.filter(({ nodePort }) => nodePort! < FIRST || nodePort! > LAST).map(({ name, nodePort }) => ({
      what: `the nodePort of the port ${name} of the service is ${nodePort}, and nodes usually give ${FIRST} to ${LAST}`,
      fix: `use a nodePort from ${FIRST} to ${LAST}, or leave it out; acknowledge the finding where --service-node-port-range of the API server has it`,
    }));
  },
};
