import { Duration, Size } from 'cdk8s';
import { ContainerEngine, HttpProxy, ModelSource, SecretKey, TrustedCa } from '../../../src';
import { COMMIT, PlainEngine, plainModel, PlainSource, smallCompute } from '../../fixtures';
import { CONTAINER, model, on, RuleExamples, vllm } from '../rule-examples';

const KEEPER = new PlainEngine({ container: { env: { KEPT: 'by-engine' } } });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { env: { KEPT: 'mine' }, profileProps: { engine: KEEPER, compute: smallCompute() } }),
  holds: chart => plainModel(chart, 'model', { env: { KEPT: 'by-engine', HOMES: '/root', constructor: 'any name of JavaScript' }, profileProps: { engine: KEEPER, compute: smallCompute() } }),
  more: {
    fires: [
      on({ container: { env: { A: '1' } } }, { env: { A: '1 2' } }),
      model({ proxy: HttpProxy.of('http://a:1', { java: true }), env: { JAVA_TOOL_OPTIONS: `${HttpProxy.of('http://a:1', { java: true })._javaOptions([])[0]} -Xmx1g` } }),
      model({ source: new PlainSource({ initContainer: { secretEnv: { A: SecretKey.of('a', 'b') } } }), downloads: { env: { A: '2' } } }),
      vllm({ env: { VLLM_ENGINE_READY_TIMEOUT_S: '' } }),
    ],
    holds: [
      model({ proxy: HttpProxy.of('http://a:1', { java: true }), env: { JAVA_TOOL_OPTIONS: `-Xmx1g  ${HttpProxy.of('http://a:1', { java: true })._javaOptions([]).join('  ')}` } }),
      vllm({ env: { VLLM_CPU_KVCACHE_SPACE: '4' } }),
    ],
    spared: [model({ env: undefined })],
  },
  says: /KEPT, derived is "by-engine"/,
  fixes: [
    {
      fix: /remove it from env: bind\(\) of the engine plain renders it/,
      broken: on({ container: { env: { A: '1' } } }, { env: { A: '2' } }),
      mended: [on({ container: { env: { A: '2' } } })],
    },
    {
      fix: /remove it from env: bind\(\) of the source returns it/,
      broken: model({ source: new PlainSource({ binding: { env: { A: '1' } } }), env: { A: '2' } }),
      mended: [model({ source: new PlainSource({ binding: { env: { A: '2' } } }) })],
    },
    {
      fix: /use kvCacheSize of the engine/,
      broken: vllm({ compute: smallCompute(), env: { VLLM_CPU_KVCACHE_SPACE: '4' } }),
      mended: [vllm({ compute: smallCompute() }, { kvCacheSize: Size.gibibytes(4) })],
    },
    { fix: /use timing\.startup of the model/, broken: vllm({ env: { VLLM_ENGINE_READY_TIMEOUT_S: '3600' } }), mended: [vllm({ timing: { startup: Duration.hours(1) } })] },
    {
      fix: /use token of the source, a SecretKey/,
      broken: vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT, token: SecretKey.of('a', 'b') }), secretEnv: { HF_TOKEN: SecretKey.of('c', 'd') } }),
      mended: [vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT, token: SecretKey.of('c', 'd') }) })],
    },
    {
      fix: /use endpoint of the source/,
      broken: vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT, endpoint: 'https://a.example.com' }), env: { HF_ENDPOINT: 'https://b.example.com' } }),
      mended: [vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT, endpoint: 'https://b.example.com' }) })],
    },
    {
      fix: /use env of the engine/,
      broken: model({ env: { A: '2' }, profileProps: { engine: new ContainerEngine({ ...CONTAINER, env: { A: '1' } }), compute: smallCompute() } }),
      mended: [model({ profileProps: { engine: new ContainerEngine({ ...CONTAINER, env: { A: '2' } }), compute: smallCompute() } })],
    },
    {
      fix: /remove it from env: set it in proxy of the model or its profile/,
      broken: model({ proxy: HttpProxy.of('http://a:1'), env: { HTTPS_PROXY: 'http://b:1' } }),
      mended: [model({ proxy: HttpProxy.of('http://b:1') })],
    },
    {
      fix: /remove it from env: set it in trustedCa of the model or its profile/,
      broken: model({ trustedCa: TrustedCa.configMap('a'), secretEnv: { SSL_CERT_FILE: SecretKey.of('b', 'ca') } }),
      mended: [model({ trustedCa: TrustedCa.configMap('b') })],
    },
    {
      fix: /remove it from env: proxy and trustedCa say theirs here; give the others in JDK_JAVA_OPTIONS, .* or both together here/,
      broken: model({ proxy: HttpProxy.of('http://a:1', { java: true }), env: { JAVA_TOOL_OPTIONS: '-Xmx1g' } }),
      mended: [
        model({ proxy: HttpProxy.of('http://a:1', { java: true }), env: { JDK_JAVA_OPTIONS: '-Xmx1g' } }),
        model({ proxy: HttpProxy.of('http://a:1', { java: true }), env: { JAVA_TOOL_OPTIONS: `-Xmx1g ${HttpProxy.of('http://a:1', { java: true })._javaOptions([]).join(' ')}` } }),
        model({ proxy: HttpProxy.of('http://a:1'), env: { JAVA_TOOL_OPTIONS: '-Xmx1g' } }),
      ],
    },
    {
      fix: /remove it from env: proxy and trustedCa say theirs here/,
      broken: model({ trustedCa: TrustedCa.configMap('c', { javaTrustStoreKey: 'ts.p12' }), secretEnv: { JAVA_TOOL_OPTIONS: SecretKey.of('b', 'options') } }),
      mended: [model({ trustedCa: TrustedCa.configMap('c', { javaTrustStoreKey: 'ts.p12' }), secretEnv: { JDK_JAVA_OPTIONS: SecretKey.of('b', 'options') } })],
    },
    {
      fix: /remove it from downloads: it comes from the source, and can be changed there/,
      broken: model({ source: new PlainSource({ initContainer: { env: { A: '1' } } }), downloads: { env: { A: '2' } } }),
      mended: [model({ source: new PlainSource({ initContainer: { env: { A: '2' } } }), downloads: { env: { A: '2' } } })],
    },
    {
      fix: /remove it from downloads: set it in proxy of the model or its profile/,
      broken: model({ proxy: HttpProxy.of('http://a:1'), downloads: { env: { no_proxy: 'b' } } }),
      mended: [model({ proxy: HttpProxy.of('http://a:1', { noProxy: ['b'] }) })],
    },
  ],
};
