import { SchemaViolation, Step, valueAt, violation } from './violation';
import { asList, asObject } from '../../ground/objects';
import { tryParseQuantity } from '../../ground/quantity';
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
  const found = [...resourceRules(model), ...environmentRules(model), ...mountRules(model)];
  if (runtime && isShared(runtime) && found.length === 0) FINE.add(runtime);
  return found;
}

const RESOURCES = ['spec', 'runtime', 'resources'] as const;

/** Resources of which a container may ask for less than its limit. */
const OVERCOMMITTABLE = ['cpu', 'memory', 'ephemeral-storage'];

function sourceScheme(model: object): SchemaViolation[] {
  const steps = ['spec', 'modelSpec', 'source', 'uri'];
  const uri = valueAt(model, steps);
  if (typeof uri !== 'string' || /^[A-Za-z][A-Za-z0-9+.-]*:\/\/\/?[^/?#]/.test(uri)) return [];
  const fix = 'begin it with a scheme, such as s3://bucket/prefix/ or huggingface://owner/name';
  return [violation(steps, uri, 'uri-scheme', 'must begin with a scheme', fix)];
}

function resourceRules(model: object): SchemaViolation[] {
  const amounts = (kind: string) => Object.entries(asObject(valueAt(model, [...RESOURCES, kind])) ?? {});
  const limits = new Map(amounts('limits'));
  return [
    ...['requests', 'limits'].flatMap((kind) => amounts(kind).flatMap(([name, amount]) => resourceName(kind, name, amount))),
    ...amounts('requests').flatMap(([name, request]) => requestAndLimit(name, request, limits.get(name))),
  ];
}

function resourceName(kind: string, name: string, amount: unknown): SchemaViolation[] {
  const steps = [...RESOURCES, kind, name];
  if (!OVERCOMMITTABLE.includes(name) && !name.startsWith('hugepages-') && !name.includes('/')) {
    const fix = 'name it cpu, memory, ephemeral-storage, hugepages-<size>, or <domain>/<name> such as nvidia.com/gpu';
    return [violation(steps, amount, 'resource-name', 'is not the name of a resource', fix)];
  }
  if (!name.includes('/') || isWhole(amount)) return [];
  return [violation(steps, amount, 'whole-number', 'must be a whole number without a unit', 'count it in whole devices, such as 1')];
}

function requestAndLimit(name: string, request: unknown, limit: unknown): SchemaViolation[] {
  if (limit !== undefined && String(request) === String(limit)) return [];
  const steps = [...RESOURCES, 'requests', name];
  const [requested, limited] = [amountOf(request), amountOf(limit)];
  if (requested === undefined || (limit !== undefined && limited === undefined)) return [];
  if (OVERCOMMITTABLE.includes(name)) {
    if (limited === undefined || requested <= limited) return [];
    const problem = `must not be greater than its limit ${String(limit)}`;
    return [violation(steps, request, 'requests-within-limits', problem, 'raise the limit, or lower the request')];
  }
  if (!name.includes('/') && !name.startsWith('hugepages-')) return [];
  const problem = limit === undefined ? 'has no limit' : `must be equal to its limit ${String(limit)}, and written alike`;
  return [violation(steps, request, 'requests-equal-limits', problem, `set the limit of ${name} to ${String(request)} as well`)];
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

function mountRules(model: object): SchemaViolation[] {
  const steps = ['spec', 'runtime', 'volumeMounts'];
  const volumes = valueAt(model, ['spec', 'runtime', 'volumes']);
  const names = asList(volumes).map((volume) => asObject(volume)?.name);
  const knowsVolumes = (volumes === undefined || Array.isArray(volumes)) && names.every((name) => typeof name === 'string');
  return asList(valueAt(model, steps)).flatMap((item, index) => {
    const { name, subPath, subPathExpr } = asObject(item) ?? {};
    return [
      ...knowsVolumes && typeof name === 'string' && !names.includes(name) ? [danglingMount([...steps, index, 'name'], name)] : [],
      ...subPath && subPathExpr ? [twoSubPaths([...steps, index, 'subPathExpr'], subPathExpr)] : [],
    ];
  });
}

function danglingMount(steps: readonly Step[], name: string): SchemaViolation {
  return violation(steps, name, 'mount-has-volume', 'is not the name of one of spec.runtime.volumes', `add a volume named ${name}, or correct the name`);
}

function twoSubPaths(steps: readonly Step[], value: unknown): SchemaViolation {
  return violation(steps, value, 'subPath-or-subPathExpr', 'must not be given beside subPath', 'keep subPath or subPathExpr, and remove the other');
}

function amountOf(value: unknown): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number' ? tryParseQuantity(String(value)) : undefined;
}

/** Whether an amount is written in digits alone; one that is no quantity at all is judged by the schema. */
function isWhole(value: unknown): boolean {
  return /^[0-9]+$/.test(String(value)) || amountOf(value) === undefined;
}
