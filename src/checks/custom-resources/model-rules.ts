import { mountRules, resourceRules } from './container-rules';
import { SchemaViolation, valueAt, violation } from './violation';
import { asList, asObject } from '../../ground/objects';
import { isShared } from '../../ground/shared-data';

/**
 * The rules of the Model's CRD between fields, said with the path of each value and what to do about it. The verdict is that of the rules as
 * the CRD states them, which `cel-rules.ts` runs: a rule that is missing here is said there, in the words of the CRD.
 */
export function modelRuleViolations(model: object): SchemaViolation[] {
  return [...sourceScheme(model), ...runtimeRules(model)];
}

/** Runtimes that many Models have, and in which all is well: these rules read nothing else. */
const FINE = new WeakSet<object>();

function runtimeRules(model: object): SchemaViolation[] {
  const runtime = asObject(valueAt(model, ['spec', 'runtime']));
  if (runtime && FINE.has(runtime)) return [];
  const found = [...resourceRules(model, ['spec', 'runtime', 'resources']), ...environmentRules(model), ...mountRules(model, ['spec', 'runtime'])];
  if (runtime && isShared(runtime) && found.length === 0) FINE.add(runtime);
  return found;
}

function sourceScheme(model: object): SchemaViolation[] {
  const steps = ['spec', 'modelSpec', 'source', 'uri'];
  const uri = valueAt(model, steps);
  if (typeof uri !== 'string' || /^[A-Za-z][A-Za-z0-9+.-]*:\/\/\/?[^/?#]/.test(uri)) return [];
  const fix = 'begin it with a scheme, such as s3://bucket/prefix/ or huggingface://owner/name';
  return [violation(steps, uri, 'uri-scheme', 'must begin with a scheme', fix)];
}

function environmentRules(model: object): SchemaViolation[] {
  const steps = ['spec', 'runtime', 'env'];
  return asList(valueAt(model, steps)).flatMap((item, index) => {
    const { value, valueFrom } = asObject(item) ?? {};
    if (valueFrom === undefined || value === undefined || value === '') return [];
    const fix = 'keep value or valueFrom, and remove the other';
    return [violation([...steps, index, 'valueFrom'], valueFrom, 'value-or-valueFrom', 'must not be given beside value', fix)];
  });
}
