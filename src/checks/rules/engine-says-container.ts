import { Severity } from '../../values/finding';
import { RecordedPort } from '../../values/recorded-port';
import { NOT_APPLICABLE, Rule } from '../rule';

/** Props that only a registered Model can record, given to one with a runtime. */
export const rule: Rule<Recorded> = {
  severity: Severity.ERROR,
  why: 'the Deployment runs the container of the engine, and the Model would record another one',
  everyApp: true,
  check({ command, ports }) {
    const said = [command && 'command', ports && 'ports'].filter(member => member !== undefined);
    if (said.length === 0) return NOT_APPLICABLE;
    const [them, they] = said.length === 1 ? ['it', 'it'] : ['them', 'they'];
    return [{
      what: `the model has ${said.join(' and ')}, and a runtime`,
      fix: `give ${them} to the engine, for example to ContainerEngine, or set registerOnly when ${they} shall only be recorded`,
    }];
  },
};

/** The props that are given to be recorded of a container. */
export interface Recorded {
  readonly command?: string[];
  readonly ports?: RecordedPort[];
}
