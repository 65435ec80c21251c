/*
 * How an example is synthesized: by the real cdk8s-cli, in the example's own folder, as a user does it. The package is
 * read from src/ (examples/tsconfig.json), so nothing has to be compiled before.
 */
import { existsSync, readdirSync } from 'fs';
import { delimiter, join } from 'path';
import { ROOT, run } from './project';

/** Names of all examples: the folders of examples/ with a cdk8s.yaml. */
export function exampleNames(): string[] {
  return readdirSync(join(ROOT, 'examples')).filter(name => existsSync(join(ROOT, 'examples', name, 'cdk8s.yaml'))).sort();
}

/** Synthesizes an example into a folder, by default its own dist/, and returns that folder. */
export function synthExample(name: string, output = join(ROOT, 'examples', name, 'dist')): string {
  run(process.execPath, [join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'), 'synth', '--output', output], {
    cwd: join(ROOT, 'examples', name),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      CDK8S_CHECK_UPGRADE: 'false', // it would ask the registry at every run
      PATH: [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    },
  });
  return output;
}
