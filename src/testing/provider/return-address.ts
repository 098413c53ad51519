const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Whether a browser may be redirected to this address: a registered one, or any loopback address if none is registered.
 */
export function mayReturnTo(address: string, registered: readonly string[]): boolean {
  if (registered.length > 0) return registered.includes(address)
  if (!URL.canParse(address)) return false
  const { protocol, hostname, hash } = new URL(address)
  return protocol === 'http:' && LOOPBACK.includes(hostname) && hash === ''
}
