import { execFile } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, join, resolve } from 'path';
import { parseAllDocuments } from 'yaml';

/** The checkout. */
export const ROOT = resolve(__dirname, '..', '..');

const EXAMPLES = join(ROOT, 'examples');
const BIN = join(ROOT, 'node_modules', '.bin');

/** Text of files, by name. */
export interface Files {
  [name: string]: string;
}

/** What came out of an example. */
export interface Synthesis {
  readonly exitCode: number;
  /** Output of the CLI and the app, warnings included. */
  readonly printed: string;
  /** What it wrote. */
  readonly own: Files;
  /** Files that hold nothing but CRDs: no output of the example, but crds/ again. */
  readonly crds: Files;
}

/** Every folder of examples/. Nothing is listed by hand: a new folder is tested because it is there. */
export function exampleNames(): string[] {
  return readdirSync(EXAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort();
}

/** Path of a file of an example. */
export function fileOf(example: string, ...path: string[]): string {
  return join(EXAMPLES, example, ...path);
}

/** Runs cdk8s-cli in the folder of an example, as a user does; only the output folder is another one. */
export async function synthesize(example: string): Promise<Synthesis> {
  const output = mkdtempSync(join(tmpdir(), `example-${example}-`));
  try {
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', PATH: [BIN, process.env.PATH].join(delimiter) };
    const { exitCode, printed } = await execute(join(BIN, 'cdk8s'), ['synth', '--output', output], fileOf(example), env);
    return { exitCode, printed, own: filesIn(output, text => !isCrds(text)), crds: filesIn(output, isCrds) };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** The files of a folder; none when there is no such folder. */
export function filesIn(folder: string, wanted: (text: string) => boolean = () => true): Files {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const files = names.map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')]);
  return Object.fromEntries(files.filter(([, text]) => wanted(text)));
}

const isCrds = (text: string): boolean => parseAllDocuments(text).every(document => document.get('kind') === 'CustomResourceDefinition');

function execute(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<{ exitCode: number; printed: string }> {
  return new Promise(done => {
    execFile(program, args, { cwd, env, encoding: 'utf8' }, (error, stdout, stderr) => {
      done({ exitCode: error ? 1 : 0, printed: `${stdout}${stderr}` });
    });
  });
}
