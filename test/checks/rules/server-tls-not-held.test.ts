import { GatewayRef, ModelServerProps } from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { serverOf } from '../traffic-examples';

/** What is said of a server that names the certificate `own`, before a model that has one of this name, or none. */
function said(props: Partial<ModelServerProps>, model?: string): string[] {
  const chart = chartIn('ml');
  serverOf(chart, { tls: { secretName: 'own' }, ...props }, 'model', { ...model !== undefined && { tls: { secretName: model } } });
  return findingsOf(chart, 'server-tls-not-held').map(({ what }) => what);
}

const behind = (...parents: GatewayRef[]) => ({ gateway: { parents } });
const listener = GatewayRef.gateway('inference', { section: 'https' });

test('a certificate that neither the model nor a listener has is told, with that of the model', () => {
  expect(said({})).toEqual(['the certificate of the Secret "own" of the server model-server is held by nothing: the model speaks none, and no listener of a Gateway is named']);
  expect(said({ tls: {} })).toEqual(['tls without a secretName of the server model-server is held by nothing: the model speaks none, and no listener of a Gateway is named']);
  expect(said({ tls: { enabled: false, secretName: 'own' } })).toEqual([]);
});

test('a listener that is named has it, where all parents are listeners', () => {
  expect(said(behind(listener))).toEqual([]);
  expect(said(behind(listener, GatewayRef.gateway('other')))).toHaveLength(1);
  expect(said(behind(GatewayRef.gateway('inference')))).toHaveLength(1);
});
