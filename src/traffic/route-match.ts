/** The requests that a route takes: those that meet all conditions. An empty match takes all requests. */
export interface RouteMatch {
  /**
   * Headers with exactly these values, at most 16. Names may be in upper or lower case.
   *
   * @default - any
   */
  readonly headers?: { [name: string]: string };

  /**
   * Query parameters with exactly these values, at most 16.
   *
   * @default - any
   */
  readonly queryParams?: { [name: string]: string };

  /**
   * Prefix of the path, in whole path segments: `/v1/models/llama` and `/v1/models/llama/*` take `/v1/models/llama` and all below, and not
   * `/v1/models/llama-2`. An asterisk may be only at the end.
   *
   * @default - any
   */
  readonly path?: string;

  /**
   * The model that clients name in the body: a served name, an alias, or an adapter. Routes do not read bodies, so this matches a header that a
   * program in front of them writes: `modelHeader` of the gateway. The resource records it as that header.
   *
   * @default - any
   */
  readonly model?: string;
}
