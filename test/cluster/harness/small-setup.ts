import { bundleClient } from './bundle-client';
import { etcdProgram, kubernetesPrograms } from '../binaries/programs';
import { NEWEST_KUBERNETES } from '../binaries/versions';

/** Makes sure that an API server of the newest version can be started, and nothing else; fails when it cannot. */
export default async function smallSetup(): Promise<void> {
  await bundleClient();
  await etcdProgram();
  await kubernetesPrograms(NEWEST_KUBERNETES, ['kube-apiserver']);
}
