import { JsonObject } from '../../ground/objects';

/** A policy of the maker of a gateway that holds a setting; several of one kind become one object. Without a kind, something else holds it. */
export interface Held {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly spec?: JsonObject;
  /** What it does not hold of the setting, and what to do. */
  readonly lost?: NotHeld;
}

/** Why a setting cannot be held as it is, and what to do. */
export interface NotHeld {
  readonly why: string;
  readonly fix: string;
}
