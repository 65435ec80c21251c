/* Which module of src/ goes into which file of lib/: see ../parts.ts. */
import { readFileSync } from 'fs';
import { basename, join } from 'path';
import { build } from 'esbuild';
import { ROOT } from './project';
import { PARTS } from '../parts';

/** The name of the file that every app loads, among those of the parts. */
export const CORE = 'index';

/** What is made from the CRDs and few apps need: the CRDs themselves, and what is known of each kind but the Model. */
export const OF_CRDS = /^(crds|.+\.schema)\.generated(?<!_models\.schema\.generated)$/;

/** The modules of src/ by the part that they are in. */
export class Partition {
  /** Reads src/ as it is. */
  public static async read(): Promise<Partition> {
    const entryPoints = [join(ROOT, 'src', 'index.ts'), ...Object.values(PARTS).flat().map(fileOf)];
    const { metafile } = await build({
      entryPoints,
      bundle: true,
      platform: 'node',
      packages: 'external',
      external: ['*.json', '*/reporter/script'],
      metafile: true,
      write: false,
      outdir: ROOT,
      absWorkingDir: ROOT,
    });
    const graph = new Map(Object.entries(metafile.inputs).map(([file, { imports }]) => [moduleOf(file), imports.filter(({ external, path, kind }) => (
      !external && !(kind === 'require-call' && (isDoor(moduleOf(path)) || OF_CRDS.test(basename(moduleOf(path)))))
    )).map(({ path }) => moduleOf(path))]));
    return new Partition(graph);
  }

  private readonly parts = new Map<string, string>();

  /** @param graph what each module imports. */
  private constructor(private readonly graph: ReadonlyMap<string, readonly string[]>) {
    this.add(CORE, 'index');
    for (const [part, doors] of Object.entries(PARTS)) {
      for (const door of doors) {
        if (![undefined, part].includes(this.parts.get(door))) {
          throw new Error(`${door} is no door: it is in ${this.parts.get(door)} already; take it out of scripts/parts.ts, or import no value of it `
            + `in ${[...graph].filter(([, imported]) => imported.includes(door)).map(([name]) => name).join(', ')}`);
        }
        this.add(part, door);
      }
    }
  }

  /** The part that a module is in. */
  public partOf(module: string): string {
    const part = this.parts.get(module);
    if (part === undefined) throw new Error(`${module} is in no part`);
    return part;
  }

  /** Puts a module into a part, and all that it needs and that no earlier one has. */
  private add(part: string, module: string): void {
    if (this.parts.has(module)) return;
    this.parts.set(module, part);
    for (const needed of this.graph.get(module) ?? []) if (!isDoorFrom(module, needed)) this.add(part, needed);
  }
}

/** Whether a module is a door of a part. */
export function isDoor(module: string): boolean {
  return Object.values(PARTS).some(doors => doors.includes(module));
}

/** Whether another module does not need what is behind a door before it asks for it. */
function isDoorFrom(module: string, needed: string): boolean {
  return isDoor(needed) && (isBarrel(module) || exportsOf(needed).isFunctions);
}

/** Whether a module does nothing but export others. */
export function isBarrel(module: string): boolean {
  return /(^|\/)(index|barrel\.generated)$/.test(module);
}

/** What a module exports, types left out, and whether those are functions alone. */
export function exportsOf(module: string): { readonly names: readonly string[]; readonly isFunctions: boolean } {
  const text = readFileSync(fileOf(module), 'utf8');
  const own = [...text.matchAll(/^export (?:abstract )?(class|const|enum|function|let) (\w+)/gm)];
  const passedOn = [...text.matchAll(/^export \{ (.+) \} from/gm)].flatMap(([, names]) => names.split(', '));
  return { names: [...own.map(([,, name]) => name), ...passedOn], isFunctions: own.every(([, kind]) => kind === 'function') };
}

/** The file of a module. */
export function fileOf(module: string): string {
  return join(ROOT, 'src', `${module}.ts`);
}

/** The module of a file, whose path is absolute, or relative to the repository. */
export function moduleOf(file: string): string {
  return file.replace(/^.*?(?:^|\/)src\//, '').replace(/\.ts$/, '');
}
