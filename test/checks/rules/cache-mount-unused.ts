import { ModelCache, PodVolume } from '../../../src';
import { plainModel } from '../../fixtures';
import { hub, many, model, RuleExamples, vllm } from '../rule-examples';

const cached = (path: string) => ({ volumes: [PodVolume.existingClaim('cache', 'cache')], mounts: [{ volume: 'cache', path }] });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { pod: { volumes: [PodVolume.existingClaim('cache', 'cache')], mounts: [{ volume: 'cache', path: '/root/.cache' }] } }),
  holds: chart => plainModel(chart, 'model', { pod: { volumes: [PodVolume.existingClaim('cache', 'cache')], mounts: [{ volume: 'cache', path: '/tmp/home/.cache' }] } }),
  says: /"cache" is mounted at \/root\/\.cache, and plain keeps that at \/tmp\/home\/\.cache \(HOME\)/,
  fixes: [
    {
      fix: /mount it at \/tmp\/home\/\.cache$/,
      broken: model({ pod: cached('/root/.cache') }),
      mended: [model({ pod: cached('/tmp/home/.cache') })],
    },
    {
      fix: /mount it at \/tmp\/cache\/vllm$/,
      broken: vllm({ pod: cached('/root/.cache/vllm') }),
      mended: [vllm({ pod: cached('/tmp/cache/vllm') })],
    },
    { fix: /mount it at \/tmp\/cache$/, broken: vllm({ pod: cached('/root/.cache') }), mended: [vllm({ pod: cached('/tmp/cache') })] },
    {
      fix: /mount it at \/mnt\/models\/hub$/,
      broken: vllm({ source: hub('o/m'), pod: cached('/root/.cache/huggingface/hub') }),
      mended: [vllm({ source: hub('o/m'), pod: cached('/mnt/models/hub') })],
    },
    {
      fix: /give it as the cache of the model \(ModelCache\.existingClaim\(\)\), or remove it/,
      broken: vllm({ source: hub('o/m'), pod: cached('/root/.cache/huggingface') }),
      mended: [vllm({ source: hub('o/m'), cache: ModelCache.existingClaim('cache', many) }), vllm({ source: hub('o/m') })],
    },
  ],
};
