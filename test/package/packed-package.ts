import { execFileSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';

const ROOT = resolve(__dirname, '..', '..');
const MODULES = join(ROOT, 'node_modules');

/** What `npm publish` would upload. */
export interface Tarball {
  readonly path: string;
  /** Paths inside the package. */
  readonly files: string[];
}

/** Packs the compiled package into a folder. */
export function pack(folder: string): Tarball {
  const [{ filename, files }] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT));
  return { path: join(folder, filename), files: files.map((file: { path: string }) => file.path) };
}

/** Packages of a user's project by their name there, and the folder of this checkout's `node_modules` that each is a copy of. */
export type Installed = { readonly [name: string]: string };

/** The oldest that the package takes. */
export const OLDEST: Installed = { 'cdk8s': 'cdk8s', 'cdk8s-plus-27': 'cdk8s-plus-27', 'constructs': 'constructs', '@types/node': '@types/node', 'undici-types': 'undici-types' };

/** What `cdk8s init` and `npm install` bring today, and a newer cdk8s-plus beside the peer. */
export const NEWEST: Installed = { ...OLDEST, 'cdk8s': 'cdk8s-newest', 'constructs': 'constructs-newest', 'cdk8s-plus-34': 'cdk8s-plus-34' };

/** A user's project in a folder of its own: the tarball and its peers are installed, nothing else of the checkout is in reach. */
export class UserProject {
  public readonly folder = mkdtempSync(join(tmpdir(), 'user-project-'));
  public readonly tarball: Tarball;

  public constructor(installed: Installed = OLDEST, packageJson: object = {}) {
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ name: 'user-project', private: true, ...packageJson }));
    this.tarball = pack(this.folder);
    // What npm does with a tarball; npm itself would ask the registry about the peers.
    const own = join(this.folder, 'node_modules', 'cdk8s-matrixinfer');
    mkdirSync(own, { recursive: true });
    execFileSync('tar', ['-xzf', this.tarball.path, '--strip-components=1', '-C', own]);
    for (const [name, copied] of Object.entries(installed)) {
      // Copies, and no links: a package behind a link finds its own peers in the checkout.
      cpSync(join(MODULES, copied), join(this.folder, 'node_modules', name), { recursive: true });
    }
  }

  /** Copies the user's files in and compiles them, declarations of the package included; with TypeScript 5, or the compiler given. */
  public compile(sources: string, compiler = 'typescript'): void {
    this.copy(sources);
    writeFileSync(join(this.folder, 'tsconfig.json'), JSON.stringify({
      compilerOptions: { strict: true, skipLibCheck: false, target: 'ES2020', lib: ['es2020'], module: 'node16', types: ['node'], outDir: 'built' },
      include: ['*.ts'],
    }));
    run(process.execPath, [join(MODULES, compiler, 'bin', 'tsc'), '-p', '.'], this.folder);
  }

  /** Copies the user's files in: a folder of them, or one. */
  public copy(sources: string): void {
    cpSync(sources, sources.endsWith('.ts') ? join(this.folder, 'main.ts') : this.folder, { recursive: true });
  }

  /** Writes a file of the user's. */
  public write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** Runs a compiled file. */
  public run(file: string, env: NodeJS.ProcessEnv = {}): string {
    return this.node([join('built', `${file}.js`)], env);
  }

  /** Runs Node with arguments, in the folder of the project. */
  public node(args: string[], env: NodeJS.ProcessEnv = {}): string {
    return run(process.execPath, args, this.folder, env);
  }

  /** Runs a program of this checkout's `node_modules`, in the folder of the project. */
  public tool(program: string, args: string[], env: NodeJS.ProcessEnv = {}): string {
    return run(join(MODULES, '.bin', program), args, this.folder, env);
  }

  /** Text of every file that an app wrote, by its path below the output folder. */
  public synthesized(output: string): { [file: string]: string } {
    const folder = join(this.folder, output);
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter(file => file.endsWith('.yaml')).sort();
    return Object.fromEntries(files.map(file => [file, readFileSync(join(folder, file), 'utf8')]));
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a failed program wrote. */
export class ProgramFailed extends Error {
  public constructor(program: string, args: string[], public readonly stderr: string, stdout: string) {
    super(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
}

function run(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, ...env } });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new ProgramFailed(program, args, stderr ?? '', stdout ?? '');
  }
}
