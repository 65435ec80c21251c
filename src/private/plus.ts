import type { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** cdk8s-plus, loaded when one of its objects is asked for and not before: it more than doubles the time to load. */
export function loadPlus(): typeof kplus {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on demand, see above
  return require('cdk8s-plus-27') as typeof kplus;
}

/** What a cdk8s-plus Service has to know of one that is rendered already. */
export interface ServiceFacts {
  readonly object: ApiObject;
  readonly port: number;
  readonly labels: { [key: string]: string };
}

/**
 * Makes a cdk8s-plus `Service` that stands for an object rendered elsewhere: usable in an Ingress, in patches and with
 * `ApiObject.of`. It renders nothing, and refuses changes that would be lost.
 */
export function serviceHandle(scope: Construct, id: string, facts: ServiceFacts): kplus.Service {
  const plus = loadPlus();

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
    return new Error(`the Service of a model is derived from its engine and cannot be changed: got ${got} at ${scope.node.path}; make a Service of your own with the model's runtime as its selector`);
  }

  return new ServiceHandle();
}
