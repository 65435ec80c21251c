import { ServingEngine } from '../../engines/serving-engine';
import { Severity } from '../../values/finding';
import { Framework } from '../../values/framework';
import { Rule } from '../rule';

/** The framework of a Model against the documentation, and against the engine: a name that one of them knows is no typing error. */
export const rule: Rule<Judged> = {
  severity: Severity.WARNING,
  why: 'the name is in no documentation of the API and may be a typing error',
  everyApp: true,
  check({ framework, engine }) {
    if (framework.documented || engine?.frameworks.some(known => known.name === framework.name)) return [];
    return [{ what: `the framework is ${JSON.stringify(framework.name)}`, fix: 'use a static member of Framework, or acknowledge the finding' }];
  },
};

/** A framework, and the engine that may know its name. */
export interface Judged {
  readonly framework: Framework;
  /** That of the runtime, where the Model has one. */
  readonly engine?: ServingEngine;
}
