import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import { APP_CHECKS, AppCheck, LocatedRemark } from './app-checks';
import { AppRegistry } from './app-registry';
import { Pass } from './pass';
import { rootOf } from './root';
import { sharedMap } from './shared-map';
import { Remark } from '../checks/remark';
import { RULES } from '../checks/rules';
import { readable, withoutSecrets } from '../ground/errors';
import { Finding, Severity } from '../values/finding';

/** Something with a construct that is checked at every synth after a change. */
export interface Subject {
  readonly construct: IConstruct;
  check(pass: Pass): readonly Remark[];
}

/**
 * The facts that are known of one construct tree, and the findings of it. Everything is checked in one pass at the first validation after a change,
 * so that all errors are reported together and a synth of many charts (cdk8s validates once per chart) stays linear.
 */
export class Ledger {
  /** The ledger of the tree that a construct belongs to. */
  public static of(construct: IConstruct): Ledger {
    const root = rootOf(construct);
    const known = LEDGERS.get(root);
    if (known) return known;
    const ledger = new Ledger(root);
    LEDGERS.set(root, ledger);
    return ledger;
  }

  /** Facts that constructs of the library have told of themselves. */
  public readonly registry = new AppRegistry();
  private readonly subjects: Subject[] = [];
  private readonly appChecks = new Map<string, AppCheck>();
  private readonly acknowledgements = new Acknowledgements();
  private readonly validated = new Set<IConstruct>();
  private readonly printed = new Set<string>();
  private findings?: Map<IConstruct, Finding[]>;
  private reported?: Map<IConstruct, Finding[]>;
  private current?: Pass;
  private size = 0;

  private constructor(private readonly root: IConstruct) {
    root.node.addValidation({ validate: () => this.reportRoot() });
    this.validated.add(root);
  }

  /** Adds a construct that is checked at every synth after a change; findings that are acknowledged on its profiles are acknowledged on it. */
  public add(subject: Subject, profiles: readonly IConstruct[] = []): void {
    this.subjects.push(subject);
    if (profiles.length > 0) this.acknowledgements.addProfiles(subject.construct, profiles);
    this.validate(subject.construct);
    this.touch();
  }

  /** Adds an object of the library, so that no other object can have its kind, namespace and name. */
  public addObject(owner: IConstruct, object: ApiObject): void {
    this.registry.owners.set(object, owner);
    this.touch();
  }

  /** Adds a check over the whole app to those of the library, once per key. */
  public addAppCheck(key: string, check: AppCheck): void {
    this.appChecks.set(key, check);
    this.touch();
  }

  /** Accepts the warnings of a rule on a construct and everything below it. */
  public acknowledge(scope: IConstruct, rule: string, reason: string): void {
    this.acknowledgements.add(scope, rule, reason);
    this.touch();
  }

  /** Something has changed: check again at the next synth. */
  public touch(): void {
    this.findings = undefined;
    this.current = undefined;
  }

  /** The pass that goes on until the next change. */
  public get pass(): Pass {
    return this.current ??= new Pass(this.root, this.registry);
  }

  /** All findings that are not acknowledged, in the order of the constructs. */
  public all(): Finding[] {
    return [...this.checked().values()].flat();
  }

  /** As `all`, of the tree as it is now: the library is not told of objects that others have added to it since. */
  public look(): Finding[] {
    this.touch();
    const found = this.all();
    this.touch();
    return found;
  }

  /** Lets cdk8s ask for the errors of a construct, once. */
  private validate(construct: IConstruct): void {
    if (this.validated.has(construct)) return;
    this.validated.add(construct);
    construct.node.addValidation({ validate: () => this.errorsAt(construct) });
  }

  private errorsAt(construct: IConstruct): string[] {
    return (this.checked().get(construct) ?? []).filter(finding => finding.severity === Severity.ERROR).map(describe);
  }

  /** The root is validated first. Others may have added to the tree since the last time: the library is not told of their constructs. */
  private reportRoot(): string[] {
    const constructs = this.root.node.findAll();
    if (constructs.length !== this.size) this.touch();
    this.size = constructs.length;
    this.pass.read(constructs);
    this.printWarnings();
    return this.errorsAt(this.root);
  }

  /** Each once, however often cdk8s validates. */
  private printWarnings(): void {
    const findings = this.checked();
    if (this.reported === findings) return;
    this.reported = findings;
    for (const finding of this.all()) {
      const line = `[warning] [${finding.path}] ${describe(finding)}`;
      if (finding.severity !== Severity.WARNING || this.printed.has(line)) continue;
      this.printed.add(line);
      process.stderr.write(`${line}\n`);
    }
  }

  private checked(): Map<IConstruct, Finding[]> {
    if (this.findings) return this.findings;
    const found = new Map<IConstruct, Finding[]>();
    /** The remarks that are said below a construct. */
    const below = new Map<IConstruct, Set<string>>();
    const { all, open } = this.remarks();
    const secrets = [...new Set(all.flatMap(({ remark }) => remark.secrets ?? []))];
    for (const { at, remark } of open) {
      const { severity, why } = RULES[remark.rule];
      const [what, fix] = [remark.what, remark.fix].map(text => withoutSecrets(text, secrets));
      const key = `${remark.rule} ${what}`;
      if (below.get(at)?.has(key)) continue; // a Model repeats what its runtime is made of
      for (let scope = at.node.scope; scope; scope = scope.node.scope) append(below, scope, key);
      const list = found.get(at) ?? [];
      list.push({ rule: remark.rule, severity, path: at.node.path, what: readable(what), why, fix });
      found.set(at, list);
    }
    // Constructs that an app check found wrong may have no validation of their own.
    for (const construct of found.keys()) this.validate(construct);
    this.findings = found;
    return found;
  }

  /** All findings of the checks, and those of them that nobody has acknowledged; of the acknowledgements last, because the others use them. */
  private remarks(): { readonly all: LocatedRemark[]; readonly open: LocatedRemark[] } {
    const { pass, registry, acknowledgements } = this;
    acknowledgements.reset();
    const isOpen = ({ at, remark }: LocatedRemark) => !acknowledgements.accept(at, remark);
    const all = [
      ...this.subjects.flatMap(subject => subject.check(pass).map(remark => ({ at: subject.construct, remark }))),
      ...[...APP_CHECKS, ...this.appChecks.values()].flatMap(check => check(registry, pass)),
    ];
    const open = all.filter(isOpen);
    return { all, open: [...open, ...acknowledgements.judge().filter(isOpen)] };
  }
}

const LEDGERS = sharedMap<IConstruct, Ledger>('ledgers');

function append(map: Map<IConstruct, Set<string>>, key: IConstruct, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

/** A finding as three lines, indented below the path that cdk8s writes in front. */
export function describe(finding: Finding): string {
  return `${finding.rule}: ${finding.what}\n      why: ${finding.why}\n      fix: ${finding.fix}`;
}
