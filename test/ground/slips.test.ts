import { JsonPatch } from 'cdk8s';
import { slipsIn } from './slips';
import { Findings, VllmEngine } from '../../src';
import { show } from '../../src/ground/errors';
import { chartIn, plainModel } from '../fixtures';

test.each([
  'got 1, allowed is , None, auto; use one', 'got 1, allowed is a, , b', 'the Deployment has "x" at , allowed is a text', 'the  model is', 'got 1, allowed is a text ; use one', 'a value of "" is wrong', 'unknown member undefined of X',
  'got [object Object], allowed is a text', 'got a text, use NaN', 'got 1, allowed is', 'use one;', 'got 1;; use one',
])('%j has a slip', message => {
  expect(slipsIn(message)).not.toEqual([]);
});

test.each(['invalid x of Y: got nothing, allowed is a text; give one', 'got NaN, allowed is a finite number; look', 'got "", allowed is a text; give one', 'got "a  b , c undefined", allowed is a text', '3 values of X cannot be:\n  invalid a: got 1, …', 'volume-undefined: x'])('%j has none', message => {
  expect(slipsIn(message)).toEqual([]);
});

test('a text that is cut has its closing quote', () => {
  expect(slipsIn(`got ${show(`${'x'.repeat(114)}\\\\..${'y'.repeat(9)}`)}, allowed is a text; cut it`)).toEqual([]);
  expect(show('\\'.repeat(500))).toMatch(/^".*\.\.\."$/);
});

test('a flag with an empty choice and an object without a member have none', () => {
  const chart = chartIn('ml');
  const { deployment } = plainModel(chart, 'model', { profileProps: { engine: new VllmEngine({ version: '0.32.0' }) }, args: ['--reasoning-parser'] }).runtime;
  deployment.addJsonPatch(JsonPatch.replace('/spec', 7));
  expect(Findings.of(chart).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['flag-value-missing', 'object-schema']));
  expect(Findings.of(chart).flatMap(({ what, fix }) => [...slipsIn(what), ...slipsIn(fix)])).toEqual([]);
});
