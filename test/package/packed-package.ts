import { execFileSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';

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
  const [{ filename, files }] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder]));
  return { path: join(folder, filename), files: files.map((file: { path: string }) => file.path) };
}

/** A user's project in a folder of its own: the tarball and its peers are installed, nothing else of the checkout is in reach. */
export class UserProject {
  public readonly folder = mkdtempSync(join(tmpdir(), 'user-project-'));
  public readonly tarball: Tarball;

  public constructor() {
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ name: 'user-project', private: true }));
    this.tarball = pack(this.folder);
    const installed = join(this.folder, 'node_modules', 'cdk8s-matrixinfer');
    mkdirSync(join(this.folder, 'node_modules', '@types'), { recursive: true });
    mkdirSync(installed);
    // What npm does with a tarball; npm itself would ask the registry about the peers.
    execFileSync('tar', ['-xzf', this.tarball.path, '--strip-components=1', '-C', installed]);
    for (const name of ['cdk8s', 'cdk8s-plus-27', 'constructs', '@types/node']) {
      symlinkSync(join(MODULES, name), join(this.folder, 'node_modules', name));
    }
  }

  /** Copies the user's files in and compiles them, declarations of the package included. */
  public compile(sources: string): void {
    cpSync(sources, this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'tsconfig.json'), JSON.stringify({
      compilerOptions: { strict: true, skipLibCheck: false, target: 'ES2022', lib: ['es2022'], module: 'node16', types: ['node'], outDir: 'built' },
      include: ['*.ts'],
    }));
    run(join(MODULES, '.bin', 'tsc'), ['-p', '.'], this.folder);
  }

  /** Runs a compiled file. */
  public run(file: string, env: NodeJS.ProcessEnv = {}): string {
    return run(process.execPath, [join('built', `${file}.js`)], this.folder, env);
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function npm(args: string[]): string {
  return run('npm', args, ROOT);
}

function run(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, ...env } });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout ?? ''}${stderr ?? ''}`);
  }
}
