import { ApiAnswer, KubeObject } from './api-client';
import { ControlPlane } from './control-plane';

/** Who the fields of applied objects belong to. */
const FIELD_MANAGER = 'cdk8s-matrixinfer-test';

/** A kind of object that an API server serves. */
interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Applies objects as `kubectl apply --server-side` does, and tells everything that the API server answers. */
export class Applier {
  private readonly resources = new Map<string, readonly Resource[]>();

  constructor(private readonly cluster: ControlPlane) {}

  /** Applies an object with strict field validation; a namespaced object without a namespace goes to `namespace`. */
  async apply(object: KubeObject, namespace = 'default'): Promise<ApiAnswer> {
    const query = `fieldManager=${FIELD_MANAGER}&force=true&fieldValidation=Strict`;
    return this.cluster.api.send('PATCH', `${await this.pathOf(object, namespace)}?${query}`, object, 'application/apply-patch+yaml');
  }

  /** The object as it is stored. */
  async read(object: KubeObject, namespace = 'default'): Promise<KubeObject> {
    return (await this.cluster.api.must('GET', await this.pathOf(object, namespace))).body;
  }

  /** Whether objects of this kind live in namespaces. */
  async isNamespaced(object: KubeObject): Promise<boolean> {
    return (await this.resourceOf(object)).namespaced;
  }

  private async pathOf(object: KubeObject, namespace: string): Promise<string> {
    const { name, namespaced } = await this.resourceOf(object);
    const inNamespace = namespaced ? `/namespaces/${object.metadata?.namespace ?? namespace}` : '';
    return `${groupPath(object.apiVersion!)}${inNamespace}/${name}/${object.metadata!.name}`;
  }

  private async resourceOf({ apiVersion, kind }: KubeObject): Promise<Resource> {
    const known = this.resources.get(apiVersion!)?.find((resource) => resource.kind === kind) ?? await this.discover(apiVersion!, kind!);
    if (known === undefined) throw new Error(`the API server knows no ${kind} of ${apiVersion}: install its CRD first`);
    return known;
  }

  private async discover(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const { status, body } = await this.cluster.api.send('GET', groupPath(apiVersion));
    const found = status === 200 ? (body.resources as Resource[]).filter(({ name }) => !name.includes('/')) : [];
    this.resources.set(apiVersion, found);
    return found.find((resource) => resource.kind === kind);
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
