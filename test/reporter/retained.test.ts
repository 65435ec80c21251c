import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ago, ended, model, pod, waitingFor } from './objects';
import { Raw } from '../../reporter/kube/raw';
import { ClusterView } from '../../reporter/view/cluster-view';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function used(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** An object as it comes over the wire: each text of it is one of its own. */
function received(object: Raw): Raw {
  return JSON.parse(JSON.stringify(object)) as Raw;
}

test('what is kept of a text does not keep the whole text: JavaScript cuts by pointing into it', () => {
  const view = new ClusterView(() => undefined);
  view.models.put(received(model()));
  const before = used();
  for (let index = 0; index < 60; index++) {
    const long = (what: string) => `${index} ${what} ${'x'.repeat(500_000)}`;
    const server = { ...waitingFor('CrashLoopBackOff', long('waiting'), ended(1, 1, { message: long('ended') })), imageID: `${long('image')}@` };
    view.pods.put(received(pod({ name: `p${index}`, server })));
    view.pods.put(received(pod({ name: `q${index}`, server: { imageID: `${long('image')}@`, ready: true, state: { running: { startedAt: ago(1) } } } })));
    view.models.put(received(model({ metadata: { name: `m${index}` }, status: { phase: 'Ready', image: long('image'), conditions: [{ type: 'Ready', message: long('message') }] } })));
    view.deployments.put(received({ metadata: { name: `d${index}`, namespace: 'ml', labels: { 'registry.matrixinfer.ai/model': 'llama' } }, status: { conditions: [{ type: 'ReplicaFailure', status: 'True', message: long('refused') }] } }));
  }
  expect(view.situation('ml/llama')!.pods).toHaveLength(120);
  expect(used() - before).toBeLessThan(10);
});
