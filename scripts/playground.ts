/*
 * A Kubernetes control plane with simulated GPU nodes, and a model on it, for people without a cluster (`npm run playground`).
 * docs/playground.md shows what comes out.
 *
 * Usage: tsx scripts/playground.ts [--once] [<example> | <folder or file of YAML>]     examples/quickstart when none is named
 */
import { setTimeout as sleep } from 'timers/promises';
import { start } from './lib/project';
import { applyAll } from './playground/apply';
import { Manifests, readManifests } from './playground/manifests';
import { PLAYGROUND_NODES } from './playground/nodes';
import { bringLoad, installNeighbours, takeRoutes } from './playground/simulated';
import { StatusOfModels } from './playground/status';
import { printTables } from './playground/tables';
import { provideVolumes } from './playground/volumes';
import { waitUntilAvailable } from './playground/waiting';
import { kubernetesPrograms } from '../test/cluster/binaries/programs';
import { NEWEST_KUBERNETES } from '../test/cluster/binaries/versions';
import { ControlPlane } from '../test/cluster/harness/control-plane';
import { installCrds } from '../test/cluster/harness/crds';
import { addNodes } from '../test/cluster/nodes/simulated-node';

const OPTIONS = { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, kwok: true, kubectl: true };

async function main(args: string[]): Promise<void> {
  const [wanted = 'quickstart', ...more] = args.filter(arg => arg !== '--once');
  if (wanted.startsWith('-') || more.length > 0) {
    throw new Error(`the playground takes one example or folder, got ${args.join(' ')}; usage: npm run playground -- [--once] [<example or folder>]`);
  }
  const interruption = interruptions();
  const interrupted = new Promise<void>(resolve => interruption.addEventListener('abort', () => resolve()));
  const manifests = readManifests(wanted);
  const plane = await orInterrupted(ControlPlane.start(OPTIONS), interrupted);
  const ends: (() => Promise<void>)[] = [];
  try {
    await Promise.race([play(plane, manifests, ends), interrupted]);
    if (!args.includes('--once')) await keepRunning(plane, interruption);
  } finally {
    console.log('\nending …');
    for (const end of ends) await end();
    await plane.stop();
  }
}

async function play(plane: ControlPlane, manifests: Manifests, ends: (() => Promise<void>)[]): Promise<void> {
  console.log(`Kubernetes ${NEWEST_KUBERNETES} runs on loopback, with ${PLAYGROUND_NODES.length} simulated nodes`);
  await installCrds(plane);
  await addNodes(plane, ...PLAYGROUND_NODES);
  const { kubectl } = await kubernetesPrograms(NEWEST_KUBERNETES, ['kubectl']);
  const status = await StatusOfModels.start(plane, kubectl);
  ends.push(() => status.stop());
  console.log(`applying ${manifests.from}`);
  await installNeighbours(plane, manifests.objects);
  await applyAll(plane, manifests.objects);
  await waitUntilAvailable(plane);
  await takeRoutes(plane);
  await bringLoad(plane);
  await status.settle();
  printTables(plane);
  console.log(`\nexport KUBECONFIG=${plane.kubeconfigFile}`);
  console.log(`kubectl, when you have none of your own: ${kubectl}`);
}

async function keepRunning(plane: ControlPlane, interruption: AbortSignal): Promise<void> {
  if (interruption.aborted) return;
  console.log('it runs until Ctrl-C');
  while (!interruption.aborted) {
    await sleep(1_000);
    if (interruption.aborted) return; // Ctrl-C in a terminal ends its programs too
    plane.assertAlive();
    await provideVolumes(plane); // for claims that are made while it runs
  }
}

/** Tells of Ctrl-C; a second one ends the process at once, and the guardian of the control plane ends what it started. */
function interruptions(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => controller.signal.aborted ? process.exit(130) : controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  return controller.signal;
}

/** The control plane, unless it is interrupted while it starts: then nothing is waited for. */
async function orInterrupted(starting: Promise<ControlPlane>, interrupted: Promise<void>): Promise<ControlPlane> {
  const plane = await Promise.race([starting, interrupted]);
  return plane ?? process.exit(130);
}

start(main);
