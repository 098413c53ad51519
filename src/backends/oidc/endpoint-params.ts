/** Query parameters by name, such as the realm that some providers want at every endpoint. */
export type EndpointParams = Readonly<Record<string, string>>

/** The address with the parameters in its query; what the provider has put there of the same name gives way. */
export function withParams(address: string, params: EndpointParams): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  return url.href
}

/** Metadata whose endpoints (`authorization_endpoint` and the like) all carry the parameters; keys have none. */
export function withEndpointParams<Source extends object>(metadata: Source, params: EndpointParams): Source {
  if (Object.keys(params).length === 0) return metadata
  const endpoints: Record<string, string> = {}
  const members: [string, unknown][] = Object.entries(metadata)
  for (const [name, value] of members) {
    if (name.endsWith('_endpoint') && typeof value === 'string') endpoints[name] = withParams(value, params)
  }
  return { ...metadata, ...endpoints }
}
