import { Construct } from 'constructs';
import { EACH_CDK8S, loadedWith } from './each-cdk8s';
import { randomOf } from './random-documents';

describe.each(EACH_CDK8S)('with %s, the order of constructs', name => {
  const { cdk8s: { App, Chart, DependencyGraph }, printing: { topology } } = loadedWith(name);

  test('is that of cdk8s, with random dependencies', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = randomOf(seed);
      const pick = <T>(from: T[]): T => from[Math.floor(random() * from.length)];
      const all: Construct[] = [new App()];
      for (let index = 0; index < 14; index++) all.push(index < 3 ? new Chart(pick(all), pick(['c', 'b', '7', '10']) + index) : new Construct(pick(all), `${pick(['z', 'a', ''])}${index}`));
      for (let index = 0; index < random() * 20; index++) pick(all).node.addDependency(pick(all));
      for (const { node } of all) {
        const order = (of: () => unknown[]) => { try { return of(); } catch (error) { return String(error); } };
        expect([seed, order(() => topology(node))]).toEqual([seed, order(() => new DependencyGraph(node).topology())]);
      }
    }
  });

  test('is found at once for a chain of ten thousand', () => {
    const chart = new Chart(new App(), 'chart');
    const chain = Array.from({ length: 10_000 }, (_, index) => new Construct(chart, `link-${index}`));
    chain.slice(1).forEach((link, index) => { chain[index].node.addDependency(link); });
    expect(topology(chart.node).map(({ node }) => node.id)).toEqual(['chart', ...chain.reverse().map(({ node }) => node.id)]);
  });
});
