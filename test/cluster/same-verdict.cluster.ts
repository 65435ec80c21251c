import fc from 'fast-check';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { goodResources, wellTyped } from './same-verdict/arbitraries';
import { constraints } from './same-verdict/constraints';
import { CRDS, MODEL } from './same-verdict/documents';
import { modelsWithAnyLimit, noisyResources } from './same-verdict/noise';
import { sameVerdict, Tally } from './same-verdict/verdicts';

/** How many documents are asked about, at least; 10,000 is the full size. */
const DOCUMENTS = Number(process.env.SAME_VERDICT_DOCUMENTS ?? 500);

/** What the documents are made from; the same seed makes the same documents. */
const SEED = Number(process.env.SAME_VERDICT_SEED ?? 20_261);

/** Documents at the full size. */
const FULL_SIZE = 10_000;

/** How often each constraint is violated alone at the full size, at least. */
const OFTEN = 20;

/** How long the search for the smallest document that shows a disagreement may take, in milliseconds. */
const SEARCH = 20_000;

/** How long a document may take on a machine that is busy with much else, in milliseconds; 60 is usual. */
const TIME_PER_DOCUMENT = 500;

describe.each(CRDS.map((crd) => ({ crd, kind: crd.crd.spec.names.kind })))('$kind', ({ crd }) => describeOnCluster(
  'the library and the API server have the same verdict on any object', { version: NEWEST_KUBERNETES }, (cluster) => {
    const all = constraints(crd);
    const perConstraint = Math.max(DOCUMENTS >= FULL_SIZE ? OFTEN : 1, Math.floor(DOCUMENTS * 0.55 / all.length));
    const violating = perConstraint * all.length;
    const documents = Math.max(DOCUMENTS, Math.ceil(violating / 0.55)); // so that the shares are what they are, however few are wanted
    const good = Math.ceil(documents * 0.35);
    const noisy = documents - good - violating;
    const parameters = (numRuns: number) =>
      ({ seed: SEED, numRuns, interruptAfterTimeLimit: SEARCH + numRuns * TIME_PER_DOCUMENT, markInterruptAsFailure: true });
    const tally = new Tally();
    beforeAll(async () => { await installCrds(cluster()); });

    afterAll(() => { process.stdout.write(`seed ${SEED}: ${tally.toString()}\n`); });

    test('on objects that are good', async () => {
      await fc.assert(fc.asyncProperty(goodResources(crd), async (model) => {
        const verdicts = await sameVerdict(cluster(), crd, model);
        tally.count(verdicts);
        expect(verdicts.violations).toEqual([]);
      }), parameters(good));
    }, 60_000 + good * TIME_PER_DOCUMENT);

    test('on objects that violate one constraint', async () => {
      const failures: string[] = [];
      for (const { id, broken } of all) {
        const property = fc.asyncProperty(broken, async (one) => {
          const verdicts = await sameVerdict(cluster(), crd, one.document);
          const paths = verdicts.violations.map(({ path }) => path);
          expect(crd === MODEL ? paths : paths.filter((path) => path === one.path)).toEqual([one.path]); // what else a rule says of it is known of the Model only
          tally.count(verdicts, id);
        });
        await fc.assert(property, parameters(perConstraint)).catch((error: Error) => { failures.push(`${id}: ${error.message}\n${String(error.cause)}`); });
      }
      expect(failures).toEqual([]);
    }, 60_000 + perConstraint * all.length * TIME_PER_DOCUMENT);

    test('on objects into which anything was thrown', async () => {
      await fc.assert(fc.asyncProperty(fc.oneof(noisyResources(crd), ...crd === MODEL ? [modelsWithAnyLimit()] : [wellTyped(crd)]), async (model) => {
        tally.count(await sameVerdict(cluster(), crd, model));
      }), parameters(noisy));
    }, 60_000 + noisy * TIME_PER_DOCUMENT);

    test('and enough of them: 30 % are good, and each constraint is violated alone', () => {
      expect(tally.valid / tally.total).toBeGreaterThanOrEqual(0.3);
      expect(tally.byConstraint.size).toBe(all.length);
      expect(tally.leastViolated).toBeGreaterThanOrEqual(perConstraint);
    });
  }));
