import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join, resolve } from 'path';

/** The checkout. */
export const ROOT = resolve(__dirname, '..', '..');

/** What the tests read of `.jsii`, the description of the API that every language is made from. */
export interface Assembly {
  readonly name: string;
  readonly types: { [fqn: string]: ApiType };
}

export interface Documented {
  readonly name: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
  /** Fqn of the type whose member it overrides. */
  readonly overrides?: string;
}

export interface ApiType extends Documented {
  readonly fqn: string;
  readonly kind: 'class' | 'interface' | 'enum';
  /** Fqn of the class that it extends. */
  readonly base?: string;
  /** Set for props: an interface that is a struct. */
  readonly datatype?: boolean;
  readonly properties?: ReadonlyArray<Documented & { readonly optional?: boolean }>;
  readonly methods?: readonly Documented[];
  readonly members?: readonly Documented[];
}

/** A member of the API, by a name that says where it is. */
export interface ApiMember extends Documented {
  readonly fqn: string;
  readonly optional: boolean;
  readonly ofStruct: boolean;
}

/** The assembly of the last compile; fails when src/ has changed since, so that no test judges an API of yesterday. */
export function loadAssembly(): Assembly {
  const file = join(ROOT, '.jsii');
  if (!existsSync(file)) throw new Error('there is no .jsii: run "npm run compile" first');
  const compiled = statSync(file).mtimeMs;
  const newer = (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[])
    .filter(name => name.endsWith('.ts') && statSync(join(ROOT, 'src', name)).mtimeMs > compiled);
  if (newer.length) throw new Error(`src/${newer[0]} is newer than .jsii: run "npm run compile" first`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Every member of every type. */
export function membersOf(assembly: Assembly): ApiMember[] {
  return Object.values(assembly.types).flatMap(type => [
    ...(type.properties ?? []), ...(type.methods ?? []), ...(type.members ?? []),
  ].map(member => ({
    ...member,
    fqn: `${type.fqn}.${member.name}`,
    optional: 'optional' in member && member.optional === true,
    ofStruct: type.datatype === true,
  })));
}
