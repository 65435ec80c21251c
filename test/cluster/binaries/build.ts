/**
 * Builds every program that the cluster suites need, ahead of them: `tsx test/cluster/binaries/build.ts`.
 */
import { etcdProgram, kubernetesPrograms, kwokProgram } from './programs';
import { promtoolProgram } from './promtool';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './versions';

/** Builds what is missing in the cache, and says where it is. */
export async function buildAll(): Promise<void> {
  await etcdProgram();
  await kubernetesPrograms(OLDEST_KUBERNETES, ['kube-apiserver']);
  await kubernetesPrograms(NEWEST_KUBERNETES, ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl']);
  await kwokProgram();
  await promtoolProgram();
}

if (require.main === module) {
  buildAll().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
