import { ControlPlane, ControlPlaneOptions } from './control-plane';
import { whyNot } from './needs';

/** How long a control plane may take to start or to stop, in milliseconds. */
const LIFECYCLE_TIMEOUT = 300_000;

/**
 * A group of tests with a control plane of their own, which lives as long as the group; skipped where it cannot be started.
 *
 * @param body gets a function that gives the control plane, to be called within tests and hooks.
 */
export function describeOnCluster(title: string, options: ControlPlaneOptions, body: (cluster: () => ControlPlane) => void): void {
  const group = whyNot(options) === undefined ? describe : describe.skip;
  group(`Kubernetes ${options.version}: ${title}`, () => {
    let plane: ControlPlane | undefined;
    beforeAll(async () => { plane = await ControlPlane.start(options); }, LIFECYCLE_TIMEOUT);
    afterAll(async () => {
      try {
        plane?.assertAlive();
      } finally {
        await plane?.stop();
      }
    }, LIFECYCLE_TIMEOUT);
    body(() => {
      if (plane === undefined) throw new Error('the control plane can be used in tests and hooks only');
      return plane;
    });
  });
}
