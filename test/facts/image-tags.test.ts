import { isPinned, otherVersionInTag, versionInTag } from '../../src/facts/image-tags';
import { timeOver } from '../yardstick';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('an image', () => {
  test.each([
    `vllm@${DIGEST}`, `vllm:latest@${DIGEST}`, 'vllm:v0.32.0', 'localhost:5000/vllm:1.2.3', 'sglang:v0.5.10.post1-cu129', 'trtllm:1.2.0rc4', 'tei:cpu-1.9.4',
    'tei:121-1.9.4', 'triton:26.07-py3', 'ovms:2026.3', 'ovms:2026.3.1-gpu', 'llama.cpp:server-cuda-b11434', 'tf:2.19.1-devel-gpu', 'jetson:r36.4.0', 'a:1.2.3-stable',
    'rocm/vllm:rocm6.4.1_vllm_0.10.0_20250812', 'a:nightly-20260104-4a1e25b', 'a:main-4a1e25b', 'a:git-g4a1e25b', `a:${'0a'.repeat(20)}`, 'a:2026-11-26', 'a:20261126',
    'a:20261126103000', 'a:latest-2026.11.26', 'a:1.0.0-beta.2', 'a:v1.2.3_4',
  ])('%s is pinned', image => {
    expect(isPinned(image)).toBe(true);
  });

  test.each([
    'vllm', 'vllm:latest', 'localhost:5000/vllm', 'a.b/c/d', 'vllm@sha256:short', 'a:main', 'a:master', 'a:nightly', 'a:latest-gpu', 'a:gpu-latest', 'a:dev', 'a:stable',
    'a:my-tag', 'a:v1', 'a:1', 'a:v1.2', 'a:1.9', 'tei:cpu-1.9', 'a:cuda', 'a:cuda-12.8.1', 'a:latest-cuda-12.8.1', 'a:cu129', 'a:server-cuda', 'a:feature-x', 'a:release', 'a:edge',
    'a:1.2.3-dev', 'a:v0.32.0-nightly', 'a:1.0.0-SNAPSHOT', 'a:prod', 'a:rocm', 'a:22', 'a:python3.12', 'a:ubuntu-22.04', 'a:deadbeef', 'a:1234', 'a:build-7', 'a:canary-1.2.3',
  ])('%s is not pinned', image => {
    expect(isPinned(image)).toBe(false);
  });

  test.each([
    ['tei:121-1.9.4', '1.9.4'], ['tei:cpu-1.9', '1.9'], ['tei:turing-1.9.4-grpc', '1.9.4'], ['tei:1.9', '1.9'], ['vllm:v0.32.0', '0.32.0'], ['vllm:v0.32.0-cu129', '0.32.0'],
    ['rocm/vllm:rocm6.4.1_vllm_0.10.0_20250812', '0.10.0'], ['a:cuda-12.8.1-v0.32.0', '0.32.0'], ['a:ubuntu24.04-0.5.10.post1', '0.5.10.post1'], ['a:24.04-1.9.4', '1.9.4'],
    ['a:ours-1.2.0rc4', '1.2.0rc4'], [`a:1.2.3@${DIGEST}`, '1.2.3'], ['localhost:5000/a', undefined], ['a:nightly', undefined], [`a@${DIGEST}`, undefined], ['a:cuda-12.8.1', undefined], ['a:20261101', undefined],
    ['vllm:25.12-py3', undefined], ['vllm:2026.11.26', undefined], ['a:b11434', undefined],
  ])('%s names the version %s', (image, version) => {
    expect(versionInTag(image, '0.33.0')).toBe(version);
  });

  test.each([
    ['triton:26.07-py3', '26.07', '26.07'], ['ovms:2026.3-gpu', '2026.3', '2026.3'], ['ovms:2025.2.1', '2026.3', '2025.2.1'], ['llama.cpp:server-cuda-b9000', 'b11434', 'b9000'],
  ])('%s names a version like %s: %s', (image, like, version) => {
    expect(versionInTag(image, like)).toBe(version);
  });

  test.each([
    ['vllm:v0.31.0', '0.32.0', '0.31.0'], ['vllm:v0.32.0-cu129', '0.32.0', undefined], ['tei:cpu-1.9', '1.9.3', undefined], ['tei:cpu-1.9.4', '1.9', undefined], ['tei:cpu-1.8', '1.9.3', '1.8'],
    ['a:1.90', '1.9.3', '1.90'], ['a:24.04-1.9.3', '1.9.3', undefined], ['triton:26.06-py3', '26.07', '26.06'], ['vllm:25.12-py3', '0.12.0', undefined], ['vllm:nightly', '0.32.0', undefined],
    ['llama.cpp:server-b9000', 'b11434', 'b9000'], ['llama.cpp:server-b11434', 'b11434', undefined], ['trtllm:1.2.0-rc4', '1.2.0-rc4', undefined], [`vllm:v0.31.0@${DIGEST}`, '0.32.0', '0.31.0'],
  ])('%s with the version %s names another one: %s', (image, version, other) => {
    expect(otherVersionInTag(image, version)).toBe(other);
  });

  test('is read in no time, however long its tag is', () => {
    expect(timeOver(1000, () => {
      for (const part of ['1.', '1', 'a', 'a1', '0a', '-', '20', '1.a']) {
        isPinned(`a:${part.repeat(50000)}`);
        versionInTag(`a:${part.repeat(50000)}!`, '0.33.0');
      }
    })).toBeUndefined();
  });
});
