import * as cdk8s from 'cdk8s';
import { loadAssembly, membersOf } from './assembly';
import { RENDERED_DEFAULTS } from './rendered-defaults';
import * as library from '../../src';

/*
 * A default that the docs promise and the code does not keep is found by users, late. Every literal one is evaluated
 * (`Duration.seconds(10)` is code), and stating it has to make the bytes that leaving it out makes.
 */
const assembly = loadAssembly();
const promises = new Map(membersOf(assembly)
  .filter(member => member.ofStruct && member.docs?.default !== undefined && !member.docs.default.startsWith('-'))
  .map(member => [member.fqn.slice(assembly.name.length + 1), member.docs!.default!.trim()]));

/** The value of a literal as docs write it: code of cdk8s or of this library, or else a word that stands for itself. */
function evaluate(literal: string): unknown {
  const scope: { [name: string]: unknown } = { ...cdk8s, ...library };
  try {
    return new Function(...Object.keys(scope), `'use strict'; return (${literal.replace(/^`(.*)`$/, '$1')});`)(...Object.values(scope));
  } catch {
    return literal;
  }
}

describe('literal defaults', () => {
  beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); }); // warnings of the models

  test('all stand in the table of what is rendered, and the table has no other', () => {
    expect(Object.keys(RENDERED_DEFAULTS).sort()).toEqual([...promises.keys()].sort());
  });

  test.each([...promises].filter(([prop]) => prop in RENDERED_DEFAULTS))('%s is %s', (prop, literal) => {
    const { render, other } = RENDERED_DEFAULTS[prop];
    const without = render();

    expect(render(evaluate(literal))).toEqual(without);
    expect(render(other)).not.toEqual(without);
  });
});
