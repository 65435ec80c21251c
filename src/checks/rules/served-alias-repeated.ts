import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Names of the model that are given more than once. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a name that is given twice adds none, and is often a slip for another one that clients then miss',
  topic: 'name',
  check({ plan: { servedName, servedAliases } }) {
    if (servedAliases.length === 0) return NOT_APPLICABLE;
    const names = [servedName, ...servedAliases];
    return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(name => ({
      what: `the model has the name ${show(name)} ${name === servedName ? 'as servedName and among servedAliases' : 'twice among servedAliases'}`,
      fix: 'leave it out of servedAliases, or correct it',
    }));
  },
};
