import { readFileSync } from 'fs';
import { join } from 'path';
import { CodeBlock, codeBlocks } from './code-blocks';
import { ROOT } from './synthesis';
import { UserProject } from '../package/packed-package';

/*
 * A page that can be pasted from its first block to its last. A comment before each block says what a reader does with it:
 *
 *   <!-- file: main.ts -->                        it is a file of the project
 *   <!-- above the last line of main.ts -->       it is added to that file
 *   <!-- run -->                                  it is run in the project
 *   <!-- install -->, <!-- in the checkout -->    it makes the project: the packed package and its peers
 *   <!-- in the cluster -->                       it is run where kubectl leads to a cluster
 *   <!-- where a server runs -->                  it needs a model server, and is read only
 */
const PASSIVE = ['install', 'in the checkout', 'in the cluster', 'where a server runs'];

/** The blocks of a page that somebody pastes. */
export function stepsOf(page: string): CodeBlock[] {
  return codeBlocks(readFileSync(join(ROOT, page), 'utf8'));
}

/** Shell commands of the blocks with one marker: each as one line. */
export function commandsIn(steps: readonly CodeBlock[], marker: string): string[] {
  return steps.filter(step => step.marker === marker).flatMap(({ text }) => text.replace(/\\\n\s*/g, '').split('\n')).filter(line => line !== '');
}

/**
 * Does in a project what the page says, in its order; returns what each command printed. Fails at a block that does not say what it is.
 *
 * @param cluster runs a command where kubectl leads to a cluster; without it, those are left out.
 */
export function follow(steps: readonly CodeBlock[], project: UserProject, cluster?: (command: string) => string): string[] {
  const files = new Map<string, string>();
  return steps.flatMap(step => {
    const [, action, file] = /^(file:|above the last line of) (\S+)$/.exec(step.marker ?? '') ?? [];
    if (action !== undefined) {
      const before = files.get(file!) ?? '';
      const end = before.trimEnd().lastIndexOf('\n') + 1;
      files.set(file!, action === 'file:' ? `${step.text}\n` : `${before.slice(0, end)}${step.text}\n\n${before.slice(end)}`);
      project.write(file!, files.get(file!)!);
      return [];
    }
    if (step.marker === 'run') return commandsIn([step], 'run').map(command => runIn(project, command));
    if (cluster && step.marker === 'in the cluster') return commandsIn([step], 'in the cluster').map(cluster);
    if (PASSIVE.includes(step.marker ?? '')) return [];
    throw new Error(`the block at line ${step.line} does not say what is done with it`);
  });
}

/** Runs a command as npx does, with the programs of this checkout, which are those that the page installs. */
function runIn(project: UserProject, command: string): string {
  const [npx, program, ...args] = command.split(' ');
  if (npx !== 'npx') throw new Error(`only npx is run here, got ${command}`);
  if (program === 'tsc') return project.node([join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), ...args]);
  return project.tool(program!, args, { CDK8S_CHECK_UPGRADE: 'false', PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}` });
}
