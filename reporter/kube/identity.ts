import { readFileSync } from 'node:fs';

/** How long what was read from the files is used, in milliseconds: the kubelet replaces the token long before it ends. */
const FRESH_FOR = 60_000;

/** Who we are and whom we trust, from the files of a ServiceAccount, which change while we run. */
export class Identity {
  private readAt = -Infinity;
  private current = { token: '', ca: undefined as string | undefined };

  public constructor(
    private readonly tokenFile: string, private readonly caFile: string | undefined, private readonly now: () => number = Date.now,
  ) {}

  /** Token and certificate authority, at most a minute old. What cannot be read now is used as it was. */
  public get(): { readonly token: string; readonly ca: string | undefined } {
    if (this.now() - this.readAt >= FRESH_FOR) {
      try {
        const ca = this.caFile === undefined ? undefined : readFileSync(this.caFile, 'utf8');
        const token = readFileSync(this.tokenFile, 'utf8').trim();
        if (token !== this.current.token || ca !== this.current.ca) this.current = { token, ca };
        this.readAt = this.now();
      } catch (error) {
        if (this.current.token === '') throw error;
      }
    }
    return this.current;
  }

  /** The API server did not take the token: read it again before the next request. */
  public expire(): void {
    this.readAt = -Infinity;
  }
}
