import { ServingEngine } from '../../engines/serving-engine';
import { enginesFor } from '../../facts/choices';
import { Severity } from '../../values/finding';
import { Framework } from '../../values/framework';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The framework against the engine. */
export const rule: RuntimeRule<Judged> = {
  severity: Severity.ERROR,
  why: 'the server cannot load models of this framework',
  topic: 'framework',
  check({ plan: { engine, framework } }) {
    if (!framework || engine.frameworks.length === 0) return NOT_APPLICABLE;
    if (engine.frameworks.some(known => known.name === framework.name)) return [];
    return [{
      what: `the framework is ${JSON.stringify(framework.name)}, and ${engine.name} serves ${engine.frameworks.map(known => known.name).join(', ')}`,
      fix: `use ${enginesFor(framework.name) ?? 'ContainerEngine with an image that serves it'}`,
    }];
  },
};

/** The facts that are known of a runtime even when nothing can be derived. */
export interface Judged {
  readonly plan: { readonly engine: ServingEngine; readonly framework?: Framework };
}
