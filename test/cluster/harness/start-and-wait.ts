/**
 * Starts a control plane, prints the process ids of its programs and its folder, and waits to be killed: for the test that nothing is left then.
 */
import { ControlPlane } from './control-plane';
import { NEWEST_KUBERNETES } from '../binaries/versions';

void ControlPlane.start({ version: NEWEST_KUBERNETES }).then((plane) => {
  process.stdout.write(`${JSON.stringify({ pids: plane.pids(), folder: plane.folder })}\n`);
  setInterval(() => undefined, 1_000);
});
