import { chartIn, findingsOf, plainModel } from '../../fixtures';

const saidOf = (registries: string[], registerOnly = false) => {
  const chart = chartIn();
  plainModel(chart, 'model', { registerOnly, imageRegistries: Object.fromEntries(registries.map(registry => [registry, 'mirror.example.com'])) });
  return findingsOf(chart, 'registry-unused').map(({ what }) => what);
};

test.each(['ghcr.oi', 'nvrc.io', 'quay.com', 'gchr.io', 'registry.k8s.oi', 'example.con', 'harbor.corp.example.com:5000'])('a registry that nothing comes from is said: %s', registry => {
  for (const registerOnly of [false, true]) expect(saidOf([registry], registerOnly)).toEqual([expect.stringContaining(`a mirror of ${registry}, and no image`)]);
});

test.each(['docker.io', 'index.docker.io', 'ghcr.io', 'quay.io', 'nvcr.io', 'example.com', 'europe-docker.pkg.dev'])('a public registry, or one of the model, is nothing to speak of: %s', registry => {
  for (const registerOnly of [false, true]) expect(saidOf([registry], registerOnly)).toEqual([]);
});
