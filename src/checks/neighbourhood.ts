/** A model, as others find it. */
export interface Resident {
  readonly name: string;
  readonly namespace?: string;
}

/** What a NetworkPolicy closes. */
export type Direction = 'Ingress' | 'Egress';

/** The other objects of an app that act on a model, as far as the rules ask. */
export interface Neighbourhood {
  /** The object that leads requests to one of a model's Services, as its kind and path. */
  routeTo(model: Resident): string | undefined;
  /** The objects that look for a model's Deployment or Service in another namespace, where the app has none of that name. */
  strays(model: Resident): string[];
  /** Whether an operator writes a Secret, or keys of it, by what the app tells it. */
  isFilled(secret: Resident): boolean;
  /** Whether a policy of somebody else's may let callers in. */
  mayLetIn(model: Resident, labels: { readonly [key: string]: string }): boolean;
  /** The policies of somebody else's that close a direction of Pods, as kinds and paths; none where another one may open it. */
  closersOf(model: Resident, labels: { readonly [key: string]: string }, direction: Direction): string[];
}
