import { canonicalFlag, parseFlags } from '../flags/flags';
import { isSameList } from '../ground/shared-data';
import { serverArgs } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';

/** A flag in one spelling, with all its words. */
interface SaidFlag {
  readonly name: string;
  readonly words: readonly string[];
}

/** What can be asked about the flags of a server. */
export interface SaidFlags {
  /** In one spelling, in their order. */
  readonly names: readonly string[];
  /** The first value of a flag, of the last where it is there several times; undefined when it is not given. */
  valueOf(name: string): string | undefined;
}

/** The flags that a server is given, derived or of the user, each of them a fact of its own: most models give their server the same but for a name. */
export class ServerFlags implements SaidFlags {
  private readonly all: readonly SaidFlag[];

  public constructor(plan: RuntimePlan) {
    const { flagAliases } = plan.engine._facts;
    this.all = parseFlags(serverArgs(plan)).map(({ flag, words }) => ({ name: canonicalFlag(flag, flagAliases), words }));
  }

  public get names(): readonly string[] {
    return this.all.map(({ name }) => name);
  }

  public valueOf(name: string): string | undefined {
    const last = this.all.filter(flag => flag.name === name).pop();
    if (last === undefined) return undefined;
    const { words } = last;
    const [first] = words;
    return first.includes('=') ? first.slice(first.indexOf('=') + 1) : words[1] ?? '';
  }

  /** The flags whose words are others; undefined when there are other flags, or in another order. */
  public tryDiffering({ all }: ServerFlags): string[] | undefined {
    if (all.length !== this.all.length || !all.every(({ name }, index) => name === this.all[index].name)) return undefined;
    return all.filter(({ words }, index) => !isSameList(words, this.all[index].words)).map(({ name }) => name);
  }
}
