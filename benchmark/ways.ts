/*
 * The ways to run one app, the quickstart: through cdk8s-cli and without it, with one loader and another. What the template of cdk8s has needs ts-node,
 * which this repository does not: it is measured when it is there, on the PATH or where BENCH_TS_NODE says.
 */
import { spawnSync } from 'child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');
const TS_NODE = process.env.BENCH_TS_NODE ?? 'ts-node';

/** How to have it, as docs/performance.md says it. */
export const TS_NODE_INSTALL = 'npm install --global ts-node@10.9.2';

export interface Way {
  readonly title: string;
  /** What is run in the folder of the app. */
  readonly command: readonly string[];
  /** What cdk8s.yaml says of the app, where cdk8s-cli runs it. */
  readonly app?: string;
}

export const WAYS = {
  template: {
    title: '`npx cdk8s synth` with `ts-node main.ts`, as the template of cdk8s has it',
    command: ['npx', 'cdk8s', 'synth'],
    app: `${TS_NODE} main.ts`,
  },
  cli: { title: '`npx cdk8s synth` with `tsx main.ts`', command: ['npx', 'cdk8s', 'synth'], app: 'tsx main.ts' },
  bundle: { title: '`npx cdk8s synth` with a bundle of esbuild', command: ['npx', 'cdk8s', 'synth'], app: 'node main.js' },
  node: { title: '`node --import tsx main.ts`, without cdk8s-cli', command: ['node', '--import', 'tsx', 'main.ts'] },
} as const satisfies { readonly [id: string]: Way };

export type WayId = keyof typeof WAYS;

/** Against the template of cdk8s, on the clock: by which way, and what is aimed at. */
export const WAY_FIGURES: readonly { readonly of: WayId; readonly target: number }[] = [
  { of: 'bundle', target: 1 / 3 },
  { of: 'node', target: 1 / 3 },
];

/** Puts the app of the quickstart into a folder, as a user has it. */
export function prepareWays(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(ROOT, join(folder, 'node_modules', 'cdk8s-matrixinfer'));
  cpSync(join(ROOT, 'examples', 'quickstart', 'main.ts'), join(folder, 'main.ts'));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    compilerOptions: {
      target: 'ES2022',
      module: 'CommonJS',
      strict: true,
      esModuleInterop: true,
      types: ['node'],
    },
  }));
  buildSync({
    entryPoints: [join(folder, 'main.ts')],
    outfile: join(folder, 'main.js'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
  });
}

/** Seconds that a way takes once; `undefined` when it needs what is not there. */
export function secondsOf(id: WayId, folder: string): number | undefined {
  const { command, app }: Way = WAYS[id];
  if (id === 'template' && spawnSync(TS_NODE, ['--version']).error) return undefined;
  if (app !== undefined) writeFileSync(join(folder, 'cdk8s.yaml'), `language: typescript\napp: ${app}\n`);
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  const began = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command[0], command.slice(1), { cwd: folder, encoding: 'utf8', env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' } });
  if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stderr.slice(-2_000)}`);
  return Number(process.hrtime.bigint() - began) / 1e9;
}
