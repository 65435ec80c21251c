import { createHash } from 'crypto';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { DryRun } from './random-props/dry-run';
import { allCases, Case } from '../ground/input/cases';

/** One case in so many is tried: 1 is all of them. */
const EVERY = Number(process.env.INPUT_CASES_EVERY ?? 50);

/** Whether a case is one of those that are tried: by its title, so that a new member of the API does not move all others. */
function isSampled({ title }: Case): boolean {
  return createHash('sha256').update(title).digest().readUInt32BE() % EVERY === 0;
}

/** What a case prints, document by document; nothing when it is refused. */
function manifestsOf({ run }: Case): string[] {
  try {
    return run().split(/^---\n/m).filter(text => text.trim() !== '');
  } catch {
    return [];
  }
}

/** Cases whose models say that their cluster is newer than the oldest. */
const NEWER = /^(PodVolume\.image|KubernetesVersion)|kubernetesVersion/;

/** What the API server says of its own cluster, whose Services have addresses of IPv4 alone. */
const OF_CLUSTER = /not configured (for dual-stack services|on this cluster)/;

describe.each([NEWEST_KUBERNETES, OLDEST_KUBERNETES])('%s', version => {
  describeOnCluster('whatever is given at an entrance and synthesizes is accepted', { version }, cluster => {
    test('each document of each case', async () => {
      jest.spyOn(process.stderr, 'write').mockReturnValue(true); // warnings: thousands of them
      await installCrds(cluster());
      const server = new DryRun(cluster());
      const sent = new Map<string, string>();
      const cases = allCases().filter(one => isSampled(one) && (version === NEWEST_KUBERNETES || !NEWER.test(one.title)));
      for (const one of cases) {
        for (const manifest of manifestsOf(one)) sent.set(manifest, sent.get(manifest) ?? one.title);
      }
      const complaints: string[] = [];
      for (const [manifest, title] of sent) complaints.push(...(await server.complaints(manifest)).map(complaint => `${title}: ${complaint}`));
      server.close();
      expect(complaints.filter(complaint => !OF_CLUSTER.test(complaint))).toEqual([]);
      expect(sent.size).toBeGreaterThan(2000 / EVERY);
      process.stdout.write(`Kubernetes ${version}: ${sent.size} documents accepted\n`);
    }, 1_200_000);
  });
});
