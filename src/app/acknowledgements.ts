import { IConstruct } from 'constructs';
import { LocatedRemark } from './app-checks';
import { Remark } from '../checks/remark';
import { judgeBy, RULES, wordsOf } from '../checks/rules';
import { Severity } from '../values/finding';

/** A warning that somebody has looked at and accepts. */
interface Acknowledgement {
  readonly rule: string;
  readonly reason: string;
  used: boolean;
}

/** Which warnings of an app are accepted, and where. */
export class Acknowledgements {
  private readonly byScope = new Map<IConstruct, Acknowledgement[]>();
  private readonly profiles = new Map<IConstruct, readonly IConstruct[]>();
  private readonly all: { readonly scope: IConstruct; readonly known: Acknowledgement }[] = [];

  /** Accepts the warnings of a rule on a construct and everything below it. */
  public add(scope: IConstruct, rule: string, reason: string): void {
    const known = { rule, reason, used: false };
    const list = this.byScope.get(scope) ?? [];
    list.push(known);
    this.byScope.set(scope, list);
    this.all.push({ scope, known });
  }

  /** Findings that are acknowledged on a profile are acknowledged on a construct that uses it, or one that is made of it. */
  public addProfiles(construct: IConstruct, profiles: readonly IConstruct[]): void {
    this.profiles.set(construct, profiles);
  }

  /** A new pass: none has accepted anything yet. */
  public reset(): void {
    for (const { known } of this.all) known.used = false;
  }

  /** Whether a remark is accepted where it was made; errors never are. */
  public accept(at: IConstruct, remark: Remark): boolean {
    if (this.all.length === 0 || RULES[remark.rule].severity === Severity.ERROR) return false;
    const fitting = this.fitting(at, remark.rule);
    for (const known of fitting) known.used = true;
    return fitting.length > 0;
  }

  /** The findings about the acknowledgements themselves, after all remarks of a pass were asked for. */
  public judge(): LocatedRemark[] {
    return this.all.flatMap(({ scope, known }) => judge(known).map(remark => ({ at: scope, remark })));
  }

  private fitting(at: IConstruct, rule: string): Acknowledgement[] {
    const found: Acknowledgement[] = [];
    const look = (scope: IConstruct) => found.push(...(this.byScope.get(scope) ?? []).filter(known => known.rule === rule));
    for (let scope: IConstruct | undefined = at; scope; scope = scope.node.scope) look(scope);
    this.profiles.get(at)?.forEach(look);
    return found;
  }
}

function judge(acknowledgement: Acknowledgement): Remark[] {
  const subject = { ...acknowledgement, severity: wordsOf(acknowledgement.rule)?.severity };
  return [...judgeBy('acknowledgement-of-error', subject), ...judgeBy('acknowledgement-unused', subject)];
}
