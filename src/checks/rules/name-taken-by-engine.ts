import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The name of the Service against the beginning of the variables that servers of its engine read. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'Kubernetes gives other Pods of the namespace variables with the name of this Service, and a server of that name reads them as its own settings',
  pitfall: 15,
  topic: 'name',
  check({ plan: { engine: { _facts: { envPrefix } }, name } }) {
    if (envPrefix === undefined) return NOT_APPLICABLE;
    const prefix = envPrefix.toLowerCase().replace(/_/g, '-');
    return name !== prefix && !name.startsWith(`${prefix}-`) ? [] : [{
      what: `the Service is called ${JSON.stringify(name)} and Kubernetes derives ${envPrefix}_… variables from it`,
      fix: 'name it after the model',
    }];
  },
};
