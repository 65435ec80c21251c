/* One file of the library, as esbuild makes it: what it takes from other files, and what it gives them. */
import { basename, join, relative, sep } from 'path';
import { OnResolveResult, Plugin } from 'esbuild';
import { CORE, exportsOf, isBarrel, isDoor, moduleOf, OF_CRDS, Partition } from './partition';
import { ROOT } from './project';
import { PARTS } from '../parts';

const LIB = join(ROOT, 'lib');

/** A value of a module. */
interface Need {
  readonly module: string;
  readonly name: string;
}

/** The values that each part gives to another, in their order: by giver, in those by taker. */
export type Needs = Map<string, Map<string, readonly Need[]>>;

/** Stands before the path of a file of lib/, as long as it is not said from where. */
const IN_LIB = 'lib:';

/** Stands before a part and a module of it. */
const OF_PART = 'part:';

/** The property by which parts give each other what users do not see. */
const SHARED = 'Symbol.for("cdk8s-matrixinfer.shared")';

/** A function of this name loads a part. */
const LOADER = '$load_';

/** All files of one library, by part: each is made once. */
const LIBRARY = '$library';

/** The function that answers what a part is given. */
const GIVEN_TO = '$given_to_';

/** A file of the library, while it is made. */
export class PartBuild {
  /** Its path in lib/. */
  public readonly file: string;

  /** What users take from the package and is in another part, by its name. */
  private readonly lazy = new Map<string, string>();

  /**
   * @param part the name of it.
   * @param partition where each module is.
   * @param needs what parts that were made before take from others; what this one takes is added.
   */
  public constructor(private readonly part: string, private readonly partition: Partition, private readonly needs: Needs) {
    this.file = fileOf(part);
  }

  /** The code that is bundled: what it exports, and what it gives to other parts. */
  public get entry(): string {
    const doors = this.part === CORE
      ? ['export * from \'./index\';']
      : PARTS[this.part].map(door => `export { ${exportsOf(door).names.join(', ')} } from './${door}';`);
    const given = [...this.needs.get(this.part) ?? []].map(([taker, values]) => {
      const names = values.map((_, index) => `${taker.replace(/\W/g, '_')}$${index}`);
      const imports = values.map(({ module, name }, index) => `import { ${name} as ${names[index]} } from './${module}';`);
      return [...imports, `export const ${GIVEN_TO}${taker} = () => [${names.join(', ')}];`].join('\n');
    });
    return [...doors, ...given].join('\n');
  }

  /** Leads imports of what is in other files there. */
  public get plugin(): Plugin {
    return {
      name: 'parts',
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /^yaml$/ }, () => ({ path: `${IN_LIB}yaml.js`, external: true }));
        onResolve({ filter: /engine-flags\/.*\.json$|lib\/reporter\/script$/ }, ({ path, resolveDir }) => ({
          path: IN_LIB + relative(LIB, join(resolveDir, path)).split(sep).join('/'),
          external: true,
        }));
        onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, importer, kind }) => {
          if (OF_CRDS.test(basename(path))) return { path: `${IN_LIB}imports/${basename(path)}.js`, external: true };
          const module = moduleOf(join(resolveDir, path));
          return kind === 'require-call' && isDoor(module) ? {
            path: IN_LIB + fileOf(this.partition.partOf(module)),
            external: true,
          } : this.resolve(module, moduleOf(importer));
        });
        onLoad({ filter: /./, namespace: 'door' }, ({ path }) => ({ contents: callingDoor(path, this.partition.partOf(path)) }));
        onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: '' }));
      },
    };
  }

  private resolve(module: string, importer: string): OnResolveResult | undefined {
    const part = this.partition.partOf(module);
    if (part === this.part) return undefined;
    const { names, isFunctions } = exportsOf(module);
    if (isBarrel(importer)) {
      for (const name of names) this.lazy.set(name, part);
      return { path: module, namespace: 'nothing' };
    }
    return isDoor(module) && isFunctions ? { path: module, namespace: 'door' } : { path: `${OF_PART}${part}:${module}`, external: true };
  }

  /**
   * The bundled ES module as CommonJS, of the names that it exports, with those that it takes from elsewhere when they are asked for.
   *
   * A part is a function of the library that loads it, which it never asks Node for: whoever mocks the package, or loads it twice, would give it another one.
   *
   * @param code the bundle.
   * @param more statements about what is exported, which is `$exports` there.
   */
  public finished(code: string, more: (exported: readonly string[]) => string): string {
    const exported: string[] = [];
    const given: string[] = [];
    const takes = new Map<string, string[]>();
    const body = code
      .replace(/^var __require = [^]*?^\}\);?\n/m, '')
      .replace(/\b__require\b/g, 'require')
      .replace(/^import \{([^}]*)\} from "([^"]+)";$/gm, (_, names: string, from: string) => this.taken(pairs(names), from, takes))
      .replace(/^import \* as (\w+) from ("[^"]+");$/gm, 'const $1 = require($2);')
      .replace(new RegExp(`\\brequire\\("${IN_LIB}(?:parts/(\\w+)|(index))\\.js"\\)`, 'g'), (_, part: string | undefined) => (part === undefined
        ? `${LIBRARY}.${CORE}()`
        : `${LOADER}${part}()`))
      .replace(/^export \{([^}]*)\};\n/m, (_, names: string) => {
        for (const [local, name] of pairs(names)) {
          (name.startsWith(GIVEN_TO) ? given : exported).push(name.startsWith(GIVEN_TO)
            ? `${name.slice(GIVEN_TO.length)}: ${local}`
            : local === name ? name : `${name}: ${local}`);
        }
        return '';
      });
    const taken = [...takes].map(([giver, locals]) => `const [${locals.join(', ')}] = ${LIBRARY}.${giver}()[${SHARED}].${this.part}();`);
    const lazy = [...this.lazy].map(([name, part]) => `get ${name}() { return ${LOADER}${part}().${name}; }`);
    const loaders = Object.keys(PARTS).filter(part => body.includes(`${LOADER}${part}(`) || [...this.lazy.values()].includes(part))
      .map(part => `const ${LOADER}${part} = ${LIBRARY}.${part};`);
    const text = [
      '"use strict";',
      ...(this.part === CORE ? [libraryOf(Object.keys(PARTS))] : [`module.exports = ${LIBRARY} => {`]),
      ...loaders,
      ...taken,
      body,
      `const $exports = { ${[...exported, ...lazy].join(',\n')} };`,
      'Object.defineProperty($exports, "__esModule", { value: true });',
      ...(given.length > 0 ? [`Object.defineProperty($exports, ${SHARED}, { value: { ${given.join(', ')} } });`] : []),
      more(exported.map(name => name.split(':')[0])),
      this.part === CORE ? 'module.exports = $exports;' : 'return $exports;\n};',
      '',
    ].join('\n');
    if (/^(import|export)\b/m.test(text)) throw new Error(`${this.file} has an import or an export of a form that is not known`);
    return text.replaceAll(`"${IN_LIB}`, `"${this.file.includes('/') ? '../' : './'}`);
  }

  /** The statement in place of an import; of values of another part, it is noted what they are. */
  private taken(names: readonly (readonly [name: string, local: string])[], from: string, takes: Map<string, string[]>): string {
    if (!from.startsWith(OF_PART)) {
      return `const { ${names.map(([name, local]) => (name === local ? name : `${name}: ${local}`)).join(', ')} } = require("${from}");`;
    }
    const [, giver, module] = from.split(':');
    const takers = this.needs.get(giver) ?? new Map<string, readonly Need[]>();
    this.needs.set(giver, takers.set(this.part, [...takers.get(this.part) ?? [], ...names.map(([name]) => ({ module, name }))]));
    takes.set(giver, [...takes.get(giver) ?? [], ...names.map(([, local]) => local)]);
    return '';
  }
}

/** A module of functions that load a part and ask it. */
function callingDoor(door: string, part: string): string {
  return exportsOf(door).names.map(name => `export function ${name}(...given) { return ${LOADER}${part}().${name}(...given); }`).join('\n');
}

/** The statement that says how the core and its parts are had. */
function libraryOf(parts: readonly string[]): string {
  const each = parts.map(part => `${part}: () => $parts.${part} ??= require("${IN_LIB}${fileOf(part)}")(${LIBRARY})`);
  return `const $parts = {};\nconst ${LIBRARY} = { ${[`${CORE}: () => module.exports`, ...each].join(',\n')} };`;
}

function fileOf(part: string): string {
  return part === CORE ? 'index.js' : `parts/${part}.js`;
}

/** Names as they stand in braces, with those that they go by on the other side. */
function pairs(names: string): [string, string][] {
  return names.split(',').map(name => name.trim()).filter(name => name !== '').map(name => {
    const [one, other = one] = name.split(' as ');
    return [one, other];
  });
}
