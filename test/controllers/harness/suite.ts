import { OwnCluster } from './own-cluster';
import { ControlPlaneOptions } from '../../cluster/harness/control-plane';
import { StartPod } from '../pods/pod-host';

/** How long a cluster may take to start or to stop, in milliseconds. */
const LIFECYCLE_TIMEOUT = 180_000;

/**
 * A group of tests with a cluster of their own, which lives as long as the group.
 *
 * @param startPod what stands for the Pods of the tests.
 * @param body gets a function that gives the cluster, to be called within tests and hooks.
 * @param options what the control plane has besides.
 */
export function describeWithControllers(
  title: string,
  startPod: StartPod,
  body: (cluster: () => OwnCluster) => void,
  options: Partial<ControlPlaneOptions> = {},
): void {
  describe(title, () => {
    let cluster: OwnCluster | undefined;
    beforeAll(async () => { cluster = await OwnCluster.start(startPod, options); }, LIFECYCLE_TIMEOUT);
    afterAll(async () => {
      try {
        cluster?.plane.assertAlive();
      } finally {
        await cluster?.stop();
      }
    }, LIFECYCLE_TIMEOUT);
    body(() => {
      if (cluster === undefined) throw new Error('the cluster can be used in tests and hooks only');
      return cluster;
    });
  });
}
