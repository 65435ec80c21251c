import { IConstruct } from 'constructs';
import { sharedMap } from './shared-map';
import { Remark } from '../checks/remark';
import { judgeBy, RULES, wordsOf } from '../checks/rules';
import { readable, withoutSecrets } from '../ground/errors';
import { Finding, Severity } from '../values/finding';

/** A warning that somebody has looked at and accepts. */
interface Acknowledgement {
  readonly scope: IConstruct;
  readonly rule: string;
  readonly reason: string;
  used: boolean;
}

/** A construct with something to check. */
interface Subject {
  readonly construct: IConstruct;
  check(): Remark[];
}

/** A remark, where it was made, and whether it is acknowledged there. */
interface Said {
  readonly at: IConstruct;
  readonly remark: Remark;
  readonly isAccepted: boolean;
}

/** A check that looks at all of an app. */
export type AppCheck = (root: IConstruct) => { readonly at: IConstruct; readonly remark: Remark }[];

/**
 * The findings of one construct tree. Everything is checked in one pass at the first validation after a change, so that all
 * errors are reported together and a synth of many charts (cdk8s validates once per chart) stays linear.
 */
export class Ledger {
  /** The ledger of the tree that a construct belongs to. */
  public static of(construct: IConstruct): Ledger {
    const root = construct.node.root;
    const ledger = LEDGERS.get(root) ?? new Ledger(root);
    LEDGERS.set(root, ledger);
    return ledger;
  }

  private readonly subjects: Subject[] = [];
  private readonly appChecks = new Map<string, AppCheck>();
  private readonly acknowledgements: Acknowledgement[] = [];
  private readonly profiles = new Map<IConstruct, IConstruct>();
  private readonly printed = new Set<string>();
  private findings?: Map<IConstruct, Finding[]>;
  private passes = 0;
  private seen = 0;

  private constructor(private readonly root: IConstruct) {
    root.node.addValidation({ validate: () => this.reportRoot() });
  }

  /** Adds a construct that is checked at every synth after a change; what is acknowledged on its profile is acknowledged on it. */
  public add(construct: IConstruct, check: () => Remark[], profile?: IConstruct): void {
    this.subjects.push({ construct, check });
    if (profile) this.profiles.set(construct, profile);
    if (construct !== this.root) construct.node.addValidation({ validate: () => this.errorsAt(construct) });
    this.touch();
  }

  /** Adds a check over the whole app, once per key. */
  public addAppCheck(key: string, check: AppCheck): void {
    this.appChecks.set(key, check);
    this.touch();
  }

  /** Accepts the warnings of a rule on a construct and everything below it. */
  public acknowledge(scope: IConstruct, rule: string, reason: string): void {
    this.acknowledgements.push({ scope, rule, reason, used: false });
    this.touch();
  }

  /** Something has changed: check again at the next synth. */
  public touch(): void {
    this.findings = undefined;
    this.passes++;
  }

  /** Another number after each change, for what is read of the whole tree once for a pass. */
  public get generation(): number {
    return this.passes;
  }

  /** All findings that are not acknowledged, in the order of the constructs. */
  public all(): Finding[] {
    return [...this.checked().values()].flat();
  }

  /** As `all`, of the tree as it is now: what others have added to it since, the library is not told of. */
  public look(): Finding[] {
    this.touch();
    const found = this.all();
    this.touch();
    return found;
  }

  private errorsAt(construct: IConstruct): string[] {
    return (this.checked().get(construct) ?? []).filter(finding => finding.severity === Severity.ERROR).map(describe);
  }

  /** The root is validated first. Others may have added to the tree since the last time: the library is not told of their constructs. */
  private reportRoot(): string[] {
    const size = this.root.node.findAll().length;
    if (size !== this.seen) this.touch();
    this.seen = size;
    for (const finding of this.all()) {
      const line = `[warning] [${finding.path}] ${describe(finding)}`;
      if (finding.severity !== Severity.WARNING || this.printed.has(line)) continue;
      this.printed.add(line);
      process.stderr.write(`${line}\n`);
    }
    return this.errorsAt(this.root);
  }

  private checked(): Map<IConstruct, Finding[]> {
    if (this.findings) return this.findings;
    const found = new Map<IConstruct, Finding[]>();
    const remarks = this.remarks();
    const secrets = [...new Set(remarks.flatMap(({ remark }) => remark.secrets ?? []))];
    for (const { at, remark } of remarks.filter(one => !one.isAccepted)) {
      const { severity, why } = RULES[remark.rule];
      const [what, fix] = [remark.what, remark.fix].map(text => withoutSecrets(text, secrets));
      const isSaid = at.node.findAll().some(part => part !== at && found.get(part)?.some(one => one.rule === remark.rule && one.what === what));
      if (isSaid) continue; // a Model repeats what its runtime is made of
      const list = found.get(at) ?? [];
      list.push({ rule: remark.rule, severity, path: at.node.path, what: readable(what), why, fix });
      found.set(at, list);
    }
    this.attachOrphans(found);
    this.findings = found;
    return found;
  }

  /** Everything that the checks say, acknowledged or not; of the acknowledgements last, because the others use them. */
  private remarks(): Said[] {
    for (const acknowledgement of this.acknowledgements) acknowledgement.used = false;
    const heard = (all: ReturnType<AppCheck>): Said[] => all.map(({ at, remark }) => ({ at, remark, isAccepted: this.isAcknowledged(at, remark) }));
    const remarks = heard([
      ...this.subjects.flatMap(({ construct, check }) => check().map(remark => ({ at: construct, remark }))),
      ...[...this.appChecks.values()].flatMap(check => check(this.root)),
    ]);
    return [...remarks, ...heard(this.acknowledgements.flatMap(one => this.judge(one).map(remark => ({ at: one.scope, remark }))))];
  }

  /** Constructs that an app check found wrong, and that have no validation of their own, get one. */
  private attachOrphans(found: Map<IConstruct, Finding[]>): void {
    const own = new Set<IConstruct>([this.root, ...this.subjects.map(subject => subject.construct)]);
    for (const construct of [...found.keys()]) {
      if (own.has(construct)) continue;
      construct.node.addValidation({ validate: () => this.errorsAt(construct) });
      this.subjects.push({ construct, check: () => [] });
    }
  }

  private isAcknowledged(at: IConstruct, remark: Remark): boolean {
    if (RULES[remark.rule].severity === Severity.ERROR) return false;
    const scopes = new Set<IConstruct | undefined>([...at.node.scopes, this.profiles.get(at)]);
    const fitting = this.acknowledgements.filter(known => known.rule === remark.rule && scopes.has(known.scope));
    for (const known of fitting) known.used = true;
    return fitting.length > 0;
  }

  private judge(acknowledgement: Acknowledgement): Remark[] {
    const subject = { ...acknowledgement, severity: wordsOf(acknowledgement.rule)?.severity };
    return [...judgeBy('acknowledgement-of-error', subject), ...judgeBy('acknowledgement-unused', subject)];
  }
}

const LEDGERS = sharedMap<IConstruct, Ledger>('ledgers');

/** A finding as three lines, indented below the path that cdk8s writes in front. */
export function describe(finding: Finding): string {
  return `${finding.rule}: ${finding.what}\n      why: ${finding.why}\n      fix: ${finding.fix}`;
}
