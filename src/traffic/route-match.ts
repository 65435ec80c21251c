/** The requests that a route takes: those that all of it fits. An empty one fits all. */
export interface RouteMatch {
  /**
   * Headers with exactly these values, at most 16. The case of names means nothing.
   *
   * @default - any
   */
  readonly headers?: { [name: string]: string };

  /**
   * Parameters of the query with exactly these values, at most 16.
   *
   * @default - any
   */
  readonly queryParams?: { [name: string]: string };

  /**
   * The beginning of the path, in whole parts: `/v1/models/llama` and `/v1/models/llama/*` take `/v1/models/llama` and all below, and not
   * `/v1/models/llama-2`. The asterisk stands only at the end.
   *
   * @default - any
   */
  readonly path?: string;

  /**
   * The model that clients name in the body: a served name, an alias, or an adapter. Routes do not read bodies, so this is a header that something in
   * front of them writes: `modelHeader` of the gateway. It is recorded as that header.
   *
   * @default - any
   */
  readonly model?: string;
}
