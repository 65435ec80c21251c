import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { Document } from './same-verdict/documents';
import { sameVerdict } from './same-verdict/verdicts';
import { allDocuments } from '../checks/custom-resources/kept-documents';

const inDefault = (resource: object): Document => ({ ...resource, metadata: { ...(resource as Document).metadata as object, namespace: 'default' } });

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('the library and the API server have the same verdict on what is kept', { version }, (cluster) => {
    beforeAll(async () => { await installCrds(cluster()); });

    test.each(allDocuments('valid'))('test/valid/$name is accepted', async ({ resource, crd }) => {
      expect(await sameVerdict(cluster(), crd, inDefault(resource))).toEqual({ violations: [], refusal: undefined });
    });

    test.each(allDocuments('invalid'))('test/invalid/$name fails', async ({ resource, crd }) => {
      expect((await sameVerdict(cluster(), crd, inDefault(resource))).violations).toHaveLength(1);
    });
  });
});
