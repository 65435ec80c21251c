import { model, RuleExamples } from '../rule-examples';

const mirrored = (imageRegistries: { [registry: string]: string }) => model({ imageRegistries });

export const examples: RuleExamples = {
  fires: mirrored({ 'docker.oi': 'mirror.example.com/hub' }),
  holds: mirrored({ 'docker.io': 'mirror.example.com/hub', 'nvcr.io': 'mirror.example.com/nvidia', 'example.com': 'mirror.example.com/own' }),
  spared: model(),
  more: {
    fires: [mirrored({ 'registry.acme.dev': 'mirror.example.com/acme' })],
  },
  says: /imageRegistries has a mirror of docker\.oi, and no image of the model comes from there; did you mean docker\.io\?/,
  fixes: [{
    fix: /correct the name of the registry, leave it out, or acknowledge the finding/,
    broken: mirrored({ 'docker.oi': 'mirror.example.com/hub' }),
    mended: [mirrored({ 'docker.io': 'mirror.example.com/hub' }), model()],
  }],
};
