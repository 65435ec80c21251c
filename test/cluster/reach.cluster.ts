import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { lostValues } from './manifests/lost-values';
import { rendered, shapes } from '../reach/shape';

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('published shapes', { version }, (cluster) => {
    beforeAll(async () => { await installCrds(cluster()); });

    const serves = ({ since }: { since?: string }) => since === undefined || version.localeCompare(since, 'en', { numeric: true }) >= 0;

    test.each([...shapes()].filter(([, shape]) => serves(shape)))('%s is accepted as it is rendered, and nothing of it is lost', async (name, shape) => {
      // GIVEN
      const applier = new Applier(cluster());
      const namespace = `reach-${name}`;
      await applier.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      const objects = (rendered(name, shape).objects as KubeObject[]).map(({ metadata, ...rest }) =>
        ({ ...rest, metadata: metadata?.namespace === undefined ? metadata : { ...metadata, namespace } }));

      // WHEN
      for (const object of objects) {
        const { status, warnings, body } = await applier.apply(object, namespace);

        // THEN
        expect({ kind: object.kind, accepted: status < 300, message: status < 300 ? undefined : body.message, warnings })
          .toEqual({ kind: object.kind, accepted: true, message: undefined, warnings: [] });
        expect(lostValues(object, await applier.read(object, namespace))).toEqual([]);
      }
    });
  });
});
