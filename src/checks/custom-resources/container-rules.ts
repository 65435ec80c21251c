import { SchemaViolation, Step, valueAt, violation } from './violation';
import { asList, asObject } from '../../ground/objects';
import { tryParseQuantity } from '../../ground/quantity';

/** Resources of which a container may ask for less than its limit. */
const OVERCOMMITTABLE = ['cpu', 'memory', 'ephemeral-storage'];

/** The rules between requests and limits, and of the names of resources, where `steps` lead to such a list of them. */
export function resourceRules(resource: object, steps: readonly Step[]): SchemaViolation[] {
  const amounts = (kind: string) => Object.entries(asObject(valueAt(resource, [...steps, kind])) ?? {});
  const limits = new Map(amounts('limits'));
  return [
    ...['requests', 'limits'].flatMap((kind) => amounts(kind).flatMap(([name, amount]) => resourceName([...steps, kind, name], name, amount))),
    ...amounts('requests').flatMap(([name, request]) => requestAndLimit([...steps, 'requests', name], name, request, limits.get(name))),
  ];
}

function resourceName(steps: readonly Step[], name: string, amount: unknown): SchemaViolation[] {
  if (!OVERCOMMITTABLE.includes(name) && !name.startsWith('hugepages-') && !name.includes('/')) {
    const fix = 'name it cpu, memory, ephemeral-storage, hugepages-<size>, or <domain>/<name> such as nvidia.com/gpu';
    return [violation(steps, amount, 'resource-name', 'is not the name of a resource', fix)];
  }
  if (!name.includes('/') || isWhole(amount)) return [];
  return [violation(steps, amount, 'whole-number', 'must be a whole number without a unit', 'count it in whole devices, such as 1')];
}

function requestAndLimit(steps: readonly Step[], name: string, request: unknown, limit: unknown): SchemaViolation[] {
  if (String(request) === String(limit)) return [];
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

/** The rules of mounts: each names a volume beside it. `owner` leads to the object that has both lists. */
export function mountRules(resource: object, owner: readonly Step[]): SchemaViolation[] {
  const steps = [...owner, 'volumeMounts'];
  const volumes = valueAt(resource, [...owner, 'volumes']);
  const names = asList(volumes).map((volume) => asObject(volume)?.name);
  const knowsVolumes = (volumes === undefined || Array.isArray(volumes)) && names.every((name) => typeof name === 'string');
  return asList(valueAt(resource, steps)).flatMap((item, index) => {
    const { name, subPath, subPathExpr } = asObject(item) ?? {};
    return [
      ...knowsVolumes && typeof name === 'string' && !names.includes(name) ? [danglingMount([...steps, index, 'name'], name, owner.join('.'))] : [],
      ...subPath && subPathExpr ? [twoSubPaths([...steps, index, 'subPathExpr'], subPathExpr)] : [],
    ];
  });
}

function danglingMount(steps: readonly Step[], name: string, owner: string): SchemaViolation {
  return violation(steps, name, 'mount-has-volume', `is not the name of one of ${owner}.volumes`, `add a volume named ${name}, or correct the name`);
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
