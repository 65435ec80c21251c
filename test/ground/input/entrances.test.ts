import { Called, ENTRANCES, isClass, Place, placesIn, pathOf, sampleOf, withValueAt } from './entrances';
import { isBranded } from '../../../src/ground/input/brands';
import { shapes } from '../../../src/ground/input/shapes';
import { caught } from '../../fixtures';

/*
 * Everything that is public asks the judge: a new class, factory or method that forgets it fails here, and so does a new member that has no type in the table.
 */
class NotAValue {}

/** Values that are wrong nearly everywhere; what one of them is not wrong for is left out by `isRight`. */
const VALUES: readonly (readonly [what: string, value: unknown])[] = [
  ['null', null], ['a text', 'text'], ['a number', 7], ['NaN', NaN], ['true', true], ['a list', []], ['an object', {}], ['a date', new Date(0)],
  ['a function', () => 1], ['a class', NotAValue], ['a value of a class', new NotAValue()], ['a Map', new Map()], ['a Promise', Promise.resolve()], ['a symbol', Symbol('x')],
];

function isRight(type: string, value: unknown): boolean {
  if (type === 'string') return typeof value === 'string';
  if (type === 'number') return value === 7;
  if (type === 'boolean') return value === true;
  if (type.endsWith('[]')) return Array.isArray(value);
  return (type.endsWith('{}') || shapes().struct.has(type)) && Object.getPrototypeOf(Object(value)) === Object.prototype;
}

/** What an entrance says when one place of one parameter has another value. */
function said({ name, parameters, call }: Called, index: number, { steps }: Place, value: unknown): Error {
  const args = parameters.map((parameter, at) => (at === index ? withValueAt(parameter.type, steps, value) : sampleOf(parameter.type)));
  return caught(() => {
    call(args);
    throw new Error(`${name} has taken ${String(value)} at ${steps.join('.')}`);
  });
}

/** Whose value a message says it is. */
const ownerOf = (name: string): string => (name.startsWith('new_') ? name.slice(4) : `${name.replace('#', '.')}()`);


const cases = ENTRANCES.flatMap(entrance => entrance.parameters.map((parameter, index) => ({ title: `${entrance.name} ${parameter.name}`, entrance, parameter, index })));

test.each(cases)('$title: a value of another type is told, with its place', ({ entrance, parameter, index }) => {
  const isProps = shapes().struct.has(parameter.type);
  for (const place of placesIn(parameter.type, [], parameter.optional)) {
    const path = pathOf(parameter.variadic ? `${parameter.name}[0]` : parameter.name, place.steps, isProps);
    const wrong = [...VALUES, ...(place.optional ? [] : [['nothing', undefined] as const])].filter(([, value]) => !isRight(place.type, value));
    for (const [what, value] of wrong) {
      const { name, message } = said(entrance, index, place, value);
      expect({ what, name, message }).toEqual({ what, name: 'Error', message: expect.stringContaining(`invalid ${path}`) });
      expect(message).toContain(ownerOf(entrance.name));
      expect(message).toMatch(/: got .+, allowed is .+; .+/);
    }
  }
});

test.each(cases.filter(({ parameter }) => shapes().struct.has(parameter.type) || parameter.type.endsWith('[]')))('$title: an unknown member is told, with its place', ({ entrance, parameter, index }) => {
  const isProps = shapes().struct.has(parameter.type);
  for (const { steps, type } of placesIn(parameter.type, [], parameter.optional)) {
    if (!shapes().struct.has(type)) continue;
    if (entrance.name === 'new_ModelSource' && steps.length === 0) continue; // the options of a subclass are wider
    const { name, message } = said(entrance, index, { steps: [...steps, 'notAMember'], type, optional: true }, 'x');
    expect({ name, message }).toEqual({ name: 'Error', message: expect.stringContaining(`unknown member ${pathOf(parameter.name, [...steps, 'notAMember'], isProps)}`) });
    expect(message).toContain(ownerOf(entrance.name));
  }
});

test('every type that can be given has a sample, and every class a brand', () => {
  for (const { parameters } of ENTRANCES) {
    for (const { type } of parameters.flatMap(parameter => placesIn(parameter.type, [], false))) {
      const sample = sampleOf(type);
      if (isClass(type)) expect({ type, branded: isBranded(sample as object, type) }).toEqual({ type, branded: true });
    }
  }
});
