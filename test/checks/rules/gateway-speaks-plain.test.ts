import { ModelServerProps } from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { GATEWAY, serverOf } from '../traffic-examples';

function said(props: Partial<ModelServerProps>, speaksTls = true): number {
  const chart = chartIn('ml');
  serverOf(chart, props, 'model', speaksTls ? { tls: { secretName: 'certificate' } } : {});
  return findingsOf(chart, 'gateway-speaks-plain').length;
}

test('only a Gateway in front of a server that speaks TLS has to be told how to verify it', () => {
  expect(said({ gateway: GATEWAY })).toBe(1);
  expect([said({}), said({ gateway: GATEWAY }, false), said({ gateway: GATEWAY, registerOnly: true })]).toEqual([0, 0, 0]);
});
