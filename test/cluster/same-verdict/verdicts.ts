import { Document } from './documents';
import { CrdFile, nameOf, onlyVersion } from '../../../scripts/crd/crd-file';
import { SchemaViolation, validateResource } from '../../../src/checks/custom-resources/validate';
import { SCHEMAS } from '../../../src/imports/schemas.generated';
import { ControlPlane } from '../harness/control-plane';

/** Where the objects of a CRD are; those with a namespace in the default one. */
export function collectionOf(file: CrdFile): string {
  const { group, scope, names } = file.crd.spec;
  return `/apis/${group}/${onlyVersion(file).name}/${scope === 'Namespaced' ? 'namespaces/default/' : ''}${names.plural}`;
}

/** What both have said of one document. */
export interface Verdicts {
  readonly violations: readonly SchemaViolation[];
  /** What the API server said against it; undefined when it was accepted. */
  readonly refusal?: string;
}

/** Asks the library and the API server about a document, and fails where they disagree. */
export async function sameVerdict(cluster: ControlPlane, crd: CrdFile, document: Document): Promise<Verdicts> {
  const violations = validateResource(document, SCHEMAS.find(({ name }) => name === nameOf(crd))!.load());
  const { status, body } = await cluster.api.send('POST', `${collectionOf(crd)}?dryRun=All&fieldValidation=Strict`, document);
  if (status !== 201 && status !== 400 && status !== 422) throw new Error(`the API server answered ${status}: ${body.message}`);
  const refusal = status === 201 ? undefined : body.message ?? 'no reason given';
  if ((refusal === undefined) !== (violations.length === 0)) {
    throw new Error(`the library says ${JSON.stringify(violations.map(({ message }) => message))}, the API server says ${refusal ?? 'nothing'}`);
  }
  return { violations, refusal };
}

/** How often what was asked. */
export class Tally {
  valid = 0;
  broken = 0;
  readonly byConstraint = new Map<string, number>();

  /** Counts one document. */
  count({ violations }: Verdicts, constraint?: string): void {
    if (violations.length === 0) this.valid += 1;
    else this.broken += 1;
    if (constraint !== undefined) this.byConstraint.set(constraint, (this.byConstraint.get(constraint) ?? 0) + 1);
  }

  /** Documents that were asked about. */
  get total(): number {
    return this.valid + this.broken;
  }

  /** The smallest number of times that a constraint was violated alone. */
  get leastViolated(): number {
    return Math.min(...this.byConstraint.values());
  }

  /** One line for people. */
  toString(): string {
    const share = Math.round(100 * this.valid / this.total);
    return `${this.total} documents, the same verdict on all: ${this.valid} valid (${share} %), ${this.broken} broken; `
      + `${this.byConstraint.size} constraints, each violated alone at least ${this.leastViolated} times`;
  }
}
