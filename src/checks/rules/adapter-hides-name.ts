import { show } from '../../ground/errors';
import { servedNames } from '../../render/served-names';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** An adapter with a name of the model itself. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a server looks among its adapters first: the adapter answers requests with that name, and the model itself has one name less',
  topic: 'name',
  check({ plan }) {
    const { own, adapters } = servedNames(plan);
    if (adapters.length === 0) return NOT_APPLICABLE;
    return adapters.filter(name => own.includes(name)).map(name => ({
      what: `an adapter has the name ${show(name)}, which is ${name === own[0] ? 'servedName' : 'one of servedAliases'} of the model`,
      fix: 'give another name to the adapter or to the model',
    }));
  },
};
