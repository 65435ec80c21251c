import { loadAssembly } from './assembly';

interface Documented {
  readonly name: string;
  readonly kind?: string;
  readonly abstract?: boolean;
  readonly static?: boolean;
  readonly docs?: { readonly example?: string };
  readonly initializer?: { readonly protected?: boolean };
  readonly methods?: readonly Documented[];
}

const types = Object.values(loadAssembly().types) as unknown as readonly Documented[];
const hasExample = ({ docs }: Documented) => docs?.example !== undefined;
const isMadeWithNew = ({ initializer, abstract }: Documented) => initializer !== undefined && !initializer.protected && !abstract;
const factoriesOf = ({ methods = [] }: Documented) => methods.filter(method => method.static);

/** Classes that a user begins with: those that are made with `new`, and those with factories. */
const BEGUN_WITH = types.filter(type => type.kind === 'class' && (isMadeWithNew(type) || factoriesOf(type).length > 0));

/** Classes whose factories are each a choice of its own. */
const WITH_FACTORIES = ['Compute', 'ModelCache', 'ModelSource'];

describe('an example that is compiled, and that editors show, stands', () => {
  test('at every class that a user begins with, or at each of its factories', () => {
    expect(BEGUN_WITH.length).toBeGreaterThan(60);
    const without = BEGUN_WITH.filter(type => !hasExample(type) && (isMadeWithNew(type) || !factoriesOf(type).every(hasExample)));
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  test('at each factory where a user chooses between them', () => {
    const without = BEGUN_WITH.filter(({ name }) => WITH_FACTORIES.includes(name)).flatMap(type => factoriesOf(type).filter(method => !hasExample(method)).map(method => `${type.name}.${method.name}`));
    expect(without).toEqual([]);
  });
});
