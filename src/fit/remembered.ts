import { Architecture } from './architecture';
import { PlanRequest } from './plan-request';

/** Numbers of architectures in keys: each object has one of its own. */
const NUMBERS = new WeakMap<Architecture, number>();
let next = 0;

function numberOf(architecture: Architecture): number {
  const known = NUMBERS.get(architecture) ?? next++;
  NUMBERS.set(architecture, known);
  return known;
}

/** What is asked, as a text: everything but the architecture itself. */
function keyOf({ architecture: _architecture, device, adapters, draft, ...rest }: PlanRequest): string {
  const parts: unknown[] = [
    device.name, device.bytes, device.resource, device.isUnmeasured, adapters?.count, adapters?.rank,
    typeof draft === 'object' ? numberOf(draft) : draft,
  ];
  for (const name in rest) parts.push(name, rest[name as keyof typeof rest]);
  return parts.join('|');
}

/** Answers by what is asked: most models of an app ask the same. They go with the architecture that they are about. */
export class Remembered<T> {
  private readonly answers = new WeakMap<Architecture, Map<string, T>>();

  /** The answer to a request and what else is asked; found when it is asked first. */
  public of(request: PlanRequest, more: string, find: () => T): T {
    const known = this.answers.get(request.architecture) ?? new Map<string, T>();
    if (known.size === 0) this.answers.set(request.architecture, known);
    const key = `${more}|${keyOf(request)}`;
    if (!known.has(key)) known.set(key, find());
    return known.get(key)!;
  }
}
