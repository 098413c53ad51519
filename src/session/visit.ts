/** Where somebody sits, for the list of sessions. Both are what the request says of itself, so both are foreign. */
export interface ClientInfo {
  readonly userAgent: string | null
  /** The address of the visitor, seen through trusted proxies only. */
  readonly address: string | null
}
