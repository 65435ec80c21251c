import { Severity } from '../../values/finding';
import { ModelLayout } from '../../values/model-layout';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Servers of a whole repository answer for each model by its name, and nobody said which of them is meant. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the Pod is never ready unless the repository has a model of that name',
  topic: 'source',
  check({ plan: { source, engine, servedName, servedNameGiven } }) {
    if (source.layout !== ModelLayout.REPOSITORY) return NOT_APPLICABLE;
    const startup = (name: string) => JSON.stringify(engine._facts.probes.startup._render(name));
    return servedNameGiven || startup(servedName) === startup(`${servedName}-`) ? [] : [{
      what: [
        `the probes of ${engine.name} wait for a model called ${JSON.stringify(servedName)}`,
        `which is only the name of the Service, in the repository ${source.uri}`,
      ].join(', '),
      fix: 'give servedName: the folder in the repository that holds the model to wait for',
    }];
  },
};
