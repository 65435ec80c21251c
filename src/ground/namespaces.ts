/** The members by which an object of cdk8s-plus, of any Kubernetes version, or a reference of this library says where it lives. */
interface Located {
  readonly namespace?: unknown;
  readonly metadata?: { readonly namespace?: unknown };
  toSubjectConfiguration?(): { readonly namespace?: unknown };
}

/**
 * Namespace of an object that is referred to, where it is known. One that cdk8s-plus made says it in its metadata. A ServiceAccount that it
 * imported says it as a subject of RBAC, and says `default` also when nobody named any.
 */
export function namespaceOf(object: object): string | undefined {
  const located = object as Located;
  if (typeof located.namespace === 'string') return located.namespace;
  if (located.metadata !== undefined) return text(located.metadata.namespace);
  const subject = text(located.toSubjectConfiguration?.().namespace);
  return subject === 'default' ? undefined : subject;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
