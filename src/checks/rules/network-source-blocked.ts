import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A NetworkPolicy against a source that has to reach something and does not say which ports. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the policy lets out only DNS, and the Pod waits for its model for ever',
  topic: 'network',
  check({ plan: { settings: { network }, source }, fetching }) {
    if (!network || !fetching) return NOT_APPLICABLE;
    const { egressPorts = [], nodeAgents = [] } = fetching;
    return egressPorts.length + nodeAgents.length + (network.to ?? []).length > 0 ? [] : [{
      what: `the source ${JSON.stringify(source.uri)} fills the model volume and names no egressPorts, and network.to is empty`,
      fix: 'let bind() of the source return egressPorts, or name in network.to what it reads from',
    }];
  },
};
