import { ModelLock, ModelSource } from '../../../src';
import { COMMIT, plainModel } from '../../fixtures';
import { lockFile } from '../../values/locks';
import { model, RuleExamples } from '../rule-examples';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const IMAGES = Object.fromEntries(['example.com/plain:1.0.0', 'docker.io/kserve/storage-initializer:v0.19.0'].map(image => [image, DIGEST]));
const lock = (sources: object, images: object = IMAGES) => ModelLock.fromFile(lockFile({ sources, images }));
const source = ModelSource.huggingFace('acme/m', { revision: 'main' });
const known = { 'huggingface://acme/m@main': { commit: COMMIT } };

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source, lock: lock({}) }),
  holds: chart => plainModel(chart, 'model', { source, lock: lock(known) }),
  more: {
    fires: [
      model({ source, lock: lock({ 'huggingface://acme/m@v1': { commit: COMMIT }, 'huggingface://acme/m@v2': { commit: COMMIT }, 'huggingface://acme/other@main': { commit: COMMIT } }) }),
      model({ source, lock: lock({ 'huggingface://acme/m@main': {} }) }),
    ],
  },
  says: /huggingface:\/\/acme\/m@main/,
  fixes: [
    { fix: /run "npx cdk8s-matrixinfer lock .*huggingface:\/\/acme\/m@main"/, broken: model({ source, lock: lock({}) }), mended: [model({ source, lock: lock(known) })] },
    { fix: /run "npx cdk8s-matrixinfer lock .*example\.com\/plain:1\.0\.0"/, broken: model({ source, lock: lock(known, {}) }), mended: [model({ source, lock: lock(known) })] },
  ],
};
