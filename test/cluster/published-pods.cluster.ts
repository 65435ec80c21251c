import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { complaints, titleOf } from './workloads/acceptance';
import { chartOf, PUBLISHED_PODS } from '../conformance/published-pods';

const NAMESPACE = 'published';

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('Pods that people publish', { version }, (cluster) => {
    let applier: Applier;

    beforeAll(async () => {
      jest.spyOn(process.stderr, 'write').mockReturnValue(true); // warnings of the models
      await installCrds(cluster());
      await cluster().api.must('POST', '/api/v1/namespaces', { metadata: { name: NAMESPACE } });
      applier = new Applier(cluster());
    });
    afterAll(() => jest.restoreAllMocks());

    test.each(Object.keys(PUBLISHED_PODS))('are accepted without a warning, and kept whole: %s', async (published) => {
      const objects = chartOf(published).toJson() as KubeObject[];
      const found: string[] = [];
      for (const object of objects) found.push(...(await complaints(applier, object, NAMESPACE)).map((complaint) => `${titleOf(object)}: ${complaint}`));
      expect(found).toEqual([]);
    });
  });
});
