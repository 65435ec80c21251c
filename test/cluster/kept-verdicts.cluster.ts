import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { Document } from './same-verdict/documents';
import { sameVerdict } from './same-verdict/verdicts';

const folder = (name: string) => join(__dirname, '..', name);
const document = (name: string, file: string): Document => parse(readFileSync(join(folder(name), file), 'utf8')) as Document;
const inDefault = (model: Document): Document => ({ ...model, metadata: { ...model.metadata as object, namespace: 'default' } });

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('the library and the API server have the same verdict on what is kept', { version }, (cluster) => {
    beforeAll(async () => { await installCrds(cluster()); });

    test.each(readdirSync(folder('valid')))('test/valid/%s is accepted', async (file) => {
      expect(await sameVerdict(cluster(), inDefault(document('valid', file)))).toEqual({ violations: [], refusal: undefined });
    });

    test.each(readdirSync(folder('invalid')))('test/invalid/%s fails', async (file) => {
      expect((await sameVerdict(cluster(), inDefault(document('invalid', file)))).violations).toHaveLength(1);
    });
  });
});
