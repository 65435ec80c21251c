import { describeWithControllers } from './harness/suite';
import { ask } from './pods/ask';
import { modelObjects } from './pods/manifests';
import { Answer, startModelServer } from './pods/model-server';
import { eventually } from '../cluster/workloads/eventually';
import { Workspace } from '../cluster/workloads/workspace';

describeWithControllers('the cluster of these suites', (pod, address) => startModelServer(pod, address, { startsIn: 500 }), (cluster) => {
  test('leads requests to the name of a Service to its Pods, by turns, and to none that is going', async () => {
    // GIVEN
    const workspace = await Workspace.make(cluster().plane, 'network');
    await workspace.apply(...modelObjects('llama', { replicas: 2 }));
    const answers = async () => {
      const all = await Promise.all(Array.from({ length: 4 }, () => ask<Answer>('http://llama.network:80/v1')));
      return new Set(all.map(({ status, body }) => status === 200 ? body!.pod : status));
    };

    // WHEN, THEN
    const pods = await eventually(answers, (names) => names.size === 2 && !names.has(0));
    expect((await workspace.podsOf('llama')).map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining([...pods]));
    await cluster().plane.api.must('PATCH', '/apis/apps/v1/namespaces/network/deployments/llama/scale', { spec: { replicas: 0 } }, 'application/merge-patch+json');
    await eventually(() => workspace.podsOf('llama'), (left) => left.length === 0);
    expect(await answers()).toEqual(new Set([0]));
  });
});
