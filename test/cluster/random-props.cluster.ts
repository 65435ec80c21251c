import fc from 'fast-check';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { DryRun } from './random-props/dry-run';
import { ModelRecipe, models } from './random-props/models';
import { synthesize } from './random-props/synthesis';
import { Tally } from './random-props/tally';

/** How many models that synth lets pass are sent to the newest version, and a tenth of them, at least 100, to the oldest; 10,000 is the full size. */
const PASSING = Number(process.env.RANDOM_PROPS_PASSING ?? 100);

/** What the models are made from; the same seed makes the same models. */
const SEED = Number(process.env.RANDOM_PROPS_SEED ?? 20_261);

/** How long the search for the smallest model that shows a disagreement may take, in milliseconds. */
const SEARCH = 60_000;

/** How long a model that passes may take on a busy machine, those included that do not, in milliseconds. */
const TIME_PER_MODEL = 400;

describe.each([
  [NEWEST_KUBERNETES, PASSING],
  [OLDEST_KUBERNETES, Math.max(100, Math.ceil(PASSING / 10))],
])('%s', (version, numRuns) => {
  describeOnCluster('what synthesizes is accepted', { version }, (cluster) => {
    const tally = new Tally();
    let server: DryRun;

    beforeAll(async () => {
      jest.spyOn(process.stderr, 'write').mockReturnValue(true); // warnings: thousands of them
      await installCrds(cluster());
      server = new DryRun(cluster());
    });
    afterAll(() => {
      server.close();
      jest.restoreAllMocks();
      process.stdout.write(`Kubernetes ${version}, seed ${SEED}: ${tally.toString()}\n`);
    });

    test('whatever the props are', async () => {
      const property = fc.asyncProperty(models(version), async (recipe: ModelRecipe) => {
        const synthesis = synthesize(recipe);
        tally.count(synthesis);
        fc.pre(synthesis.refusedBy.length === 0); // another is made in its place
        const complaints = await Promise.all(synthesis.manifests.map((manifest) => server.complaints(manifest)));
        expect(complaints.flat()).toEqual([]);
        tally.accept();
      });
      const interruptAfterTimeLimit = SEARCH + numRuns * TIME_PER_MODEL;
      await fc.assert(property, { seed: SEED, numRuns, interruptAfterTimeLimit, markInterruptAsFailure: true });
    }, 2 * SEARCH + numRuns * TIME_PER_MODEL);

    test('and as many as were wanted, at least 20 % of those that were made', () => {
      expect({ sent: tally.synthesized, accepted: tally.accepted }).toEqual({ sent: numRuns, accepted: numRuns });
      expect(tally.synthesized / tally.made).toBeGreaterThanOrEqual(0.2);
    });
  });
});
