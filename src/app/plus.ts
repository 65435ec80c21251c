import type { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { pathInFront } from '../ground/input/within';

/** cdk8s-plus, loaded when one of its objects is asked for and not before: it more than doubles the time to load. */
export function loadPlus(): typeof kplus {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on demand, see above
  return require('cdk8s-plus-27') as typeof kplus;
}

/**
 * The cdk8s-plus that somebody gives: a module, or its name, which is looked for beside the app and beside this library. Throws when it is not there.
 */
export function plusOf(construct: IConstruct, given: unknown): typeof kplus {
  return (typeof given === 'string' ? loadByName(construct, given) : given) as typeof kplus;
}

function loadByName(construct: IConstruct, name: string): unknown {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- which one it is, only the app knows
    return require(require.resolve(name, { paths: [process.cwd(), __dirname] })) as unknown;
  } catch (error) {
    throw new Error(`${pathInFront(construct)}serviceFor() cannot load ${name}: install it beside the app, or give the module itself`, { cause: error });
  }
}

/** The facts that a cdk8s-plus Service needs of one that is rendered already. */
export interface ServiceFacts {
  readonly object: ApiObject;
  readonly port: number;
  readonly labels: { [key: string]: string };
}

/**
 * Makes a cdk8s-plus `Service` that stands for an object rendered elsewhere: usable in an Ingress, in patches and with
 * `ApiObject.of`. It renders nothing, and refuses changes that would be lost.
 */
export function serviceHandle(plus: typeof kplus, scope: Construct, id: string, facts: ServiceFacts): kplus.Service {
  class ServiceHandle extends plus.Service {
    private readonly complete: boolean;

    public constructor() {
      super(scope, id, { ports: [{ name: 'http', port: facts.port }] });
      this.selectLabels();
      this.node.tryRemoveChild('Resource');
      Object.defineProperty(this, 'apiObject', { value: facts.object });
      this.node.defaultChild = facts.object;
      this.complete = true;
    }

    public bind(port: number, options?: kplus.ServiceBindOptions): void {
      if (this.complete) throw fixed(`port ${port} to bind`);
      super.bind(port, options);
    }

    public select(_selector: kplus.IPodSelector): void {
      throw fixed('a selector');
    }

    public selectLabel(key: string, value: string): void {
      throw fixed(`the label ${key}=${value} to select`);
    }

    private selectLabels(): void {
      for (const [key, value] of Object.entries(facts.labels)) super.selectLabel(key, value);
    }
  }

  function fixed(got: string): Error {
    return new Error(`the Service of a model is derived from its engine and cannot be changed: got ${got} at ${scope.node.path}; make a Service of `
      + 'your own with the model\'s runtime as its selector');
  }

  return new ServiceHandle();
}
