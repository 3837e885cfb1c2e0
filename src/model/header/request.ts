/**
 * What a message may carry beside its header (01 §1.4): no switch reads it, only a process's decision table; it is
 * outside the symbolic readings. Either an HTTP request, or a TLS server name, or a name that is asked for.
 */
export interface Request {
  /** `http` or `https`. */
  readonly scheme?: string;
  readonly host?: string;
  /** From the first `/`, without the query. */
  readonly path?: string;
  /** In upper case. */
  readonly method?: string;
  /** By name in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The server name of the TLS handshake (SNI). */
  readonly serverName?: string;
  /** The domain name that a resolver is asked for. */
  readonly name?: string;
}
